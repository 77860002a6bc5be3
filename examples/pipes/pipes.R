# A map trained on rows that go through a pipe, and what it says of them back through another. R and nothing else.
#
#   Rscript examples/pipes/pipes.R [the tool, "dbgsom" unless given]

given <- commandArgs(trailingOnly = TRUE)
tool <- if (length(given) > 0) given[1] else "dbgsom"

# Runs the tool with rows on its standard input and returns the lines it prints; what it complains of goes to standard error.
dbgsom <- function(..., rows) {
  lines <- suppressWarnings(system2(tool, shQuote(c(...)), input = rows, stdout = TRUE))
  if (!is.null(attr(lines, "status"))) stop("dbgsom ended with ", attr(lines, "status"))
  lines
}

text <- capture.output(write.csv(iris[, 1:4], row.names = FALSE))
model <- file.path(tempdir(), "iris.som.npz")
invisible(dbgsom("train", "-", "-o", model, "--quiet", rows = text))
answers <- read.csv(text = dbgsom("predict", model, "-", "--clusters", "ward:3", rows = text))

cat(nrow(answers), "rows on", length(unique(answers$neuron)), "neurons\n")
counts <- as.data.frame(table(species = iris$Species, cluster = answers$cluster))
counts <- counts[counts$Freq > 0, ]
counts <- counts[order(counts$species, counts$cluster), ]
cat(sprintf("%s: %d in cluster %s\n", counts$species, counts$Freq, counts$cluster), sep = "")
