# Reference numbers for the data layer, from R alone, from the top of the
# project:
#   Rscript tests/reference/data.R > tests/reference/data.csv
# Rows: case,quantity,value.
cat("# R", as.character(getRversion()), "\n")
cat("case,quantity,value\n")

# Quantiles of type 7 (Hyndman & Fan 1996), of datasets::rivers (ties, odd
# length) and of the 272 waiting times of datasets::faithful.
for (name in c("rivers", "waiting")) {
  x <- if (name == "rivers") rivers else faithful$waiting
  p <- c(0, 0.025, 0.1, 0.25, 1 / 3, 0.5, 0.9, 0.975, 0.999, 1)
  cat(sprintf("%s,n,%d\n", name, length(x)))
  cat(sprintf("%s,x%d,%.17g\n", name, seq_along(x), x), sep = "")
  cat(sprintf("%s,q%g,%.17g\n", name, p, quantile(x, p, type = 7)), sep = "")
  cat(sprintf("%s,mean,%.17g\n", name, mean(x)))
}

# ISO 8601 weeks: the days around each new year, 1970 to 2040, as C's strftime()
# names them in R; day numbers count from 1970-01-01.
for (year in 1970:2040) {
  days <- as.Date(sprintf("%d-12-28", year)) + 0:7
  cat(sprintf("week,%s,%s\n", format(days), format(days, "%G-W%V")), sep = "")
}

# Month ends and leap days over four centuries: the day before each March.
days <- as.Date(sprintf("%04d-03-01", 1800:2200)) - 1
cat(sprintf("day_number,%s,%d\n", format(days), as.integer(days)), sep = "")
