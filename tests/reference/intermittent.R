# Reference numbers for Croston's method: package forecast. From the top of the
# project:
#   Rscript tests/reference/intermittent.R > tests/reference/intermittent.csv
# Rows: case,quantity,value. The series are those of intermittent_data.csv.
suppressPackageStartupMessages(library(forecast))
cat("# R", as.character(getRversion()), "forecast",
    as.character(packageVersion("forecast")), "\n")
cat("case,quantity,value\n")
rows <- read.csv("tests/reference/intermittent_data.csv", comment.char = "#")
for (name in unique(rows$case)) {
  of <- rows[rows$case == name, ]
  y <- of$value[grepl("^y", of$quantity)]
  for (alpha in c(0.1, 0.3))
    cat(sprintf("%s,croston%g,%.15g\n", name, alpha,
                croston(ts(y), h = 1, alpha = alpha)$mean[1]))
}
