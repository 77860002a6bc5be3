using Dbgsom.Clustering;

namespace Dbgsom.Compare;

/// <summary>Times of programs that this command does not run.</summary>
internal static class Elsewhere
{
    /// <summary>Says plainly that they are of another machine and day.</summary>
    public static void Write(Report report)
    {
        report.Heading(2, "Measured earlier elsewhere");
        report.Paragraph(
            "Not measured by this command and not on this machine: medians on another one with 2 cores (AMD Zen 4, AVX-512), 2 threads. For orientation only; no ratio is drawn from them."
        );
        report.Table(
            ["what", "time"],
            [
                ["OpenBLAS sgemm 100,000×32 · 32×400, the product alone", "31–50 ms"],
                ["OpenBLAS sgemm 20,000×784 · 784×400, the product alone", "65 ms"],
                ["scikit-learn KMeans, lloyd, 200,000×32, k = 400, an iteration, float / double", "82 / 137 ms"],
                ["scikit-learn KMeans, elkan, the same", "194 / 174 ms"],
                ["faiss k-means, the same, float", "310 ms"],
                ["Somoclu 1.7.6, an epoch, 100,000×32, 20×20 map", "0.84 s"],
                ["MiniSom 2.3.6 train_batch_offline_fast (numba), the same", "3.8 s"],
                ["dbgsom 1.3 (Python), gallery, 63 neurons, 136 epochs", "76 ms"],
                ["dbgsom 1.3, digits, 120 neurons, 181 epochs", "550 ms"],
                ["dbgsom 1.3, 200,000×32 in blobs, 47 neurons, 156 epochs", "10.2 s"],
            ]
        );
    }
}
