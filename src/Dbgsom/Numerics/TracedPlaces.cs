namespace Dbgsom.Numerics;

/// <summary>Where the first few values of a shuffle are while its swaps are undone.</summary>
internal sealed class TracedPlaces
{
    private const int BitsPerWord = 64;

    // A value moves about ln n times, and every place it was at stays marked.
    private const int WordsPerValue = 16;

    // By which value is at a place, and the bits that say of most places at once that nothing traced is there.
    private readonly Dictionary<long, int> values = [];
    private readonly ulong[] filter;

    /// <param name="count">The values 0 … count − 1 are traced, each at its own place first.</param>
    public TracedPlaces(int count)
    {
        filter = new ulong[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count * WordsPerValue)];
        for (int value = 0; value < count; value++)
            Put(value, value);
    }

    /// <summary>Swaps the contents of two places.</summary>
    public void Swap(long i, long j)
    {
        if (i == j || !(MayHold(i) || MayHold(j)))
            return;
        bool hasI = values.Remove(i, out int atI);
        bool hasJ = values.Remove(j, out int atJ);
        if (hasI)
            Put(j, atI);
        if (hasJ)
            Put(i, atJ);
    }

    /// <summary>The place of each value.</summary>
    public long[] ToArray()
    {
        var places = new long[values.Count];
        foreach (var (place, value) in values)
            places[value] = place;
        return places;
    }

    // A place that was left stays marked: that costs a look into the table, no more.
    private void Put(long place, int value)
    {
        values[place] = value;
        filter[Word(place)] |= 1UL << (int)(place % BitsPerWord);
    }

    private bool MayHold(long place) => (filter[Word(place)] >> (int)(place % BitsPerWord) & 1) != 0;

    private int Word(long place) => (int)(place / BitsPerWord & (filter.Length - 1));
}
