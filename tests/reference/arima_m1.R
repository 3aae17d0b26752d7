# Likelihoods of auto.arima() on 60 series of the M-Competition (Makridakis et
# al., Journal of Forecasting 1, 1982): the first 20 yearly, quarterly and monthly
# ones. Arguments: three files of a series a line, its name and its values, in
# that order. From the top of the project:
#   Rscript tests/reference/arima_m1.R YEARLY QUARTERLY MONTHLY \
#     > tests/reference/arima_m1.csv
# Rows: case,quantity,value; orders are p, d, q, P, D, Q and whether there is a
# mean or a drift.
suppressPackageStartupMessages(library(forecast))
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
many <- function(case, quantity, value)
  emit(case, paste0(quantity, seq_along(value)), as.numeric(value))
cat("# R", as.character(getRversion()), "forecast",
    as.character(packageVersion("forecast")), "\n")
cat("case,quantity,value\n")
number <- 0
files <- commandArgs(TRUE)
for (k in 1:3) for (line in head(readLines(files[k]), 20)) {
  number <- number + 1
  words <- strsplit(trimws(line), " ")[[1]]
  y <- ts(as.numeric(words[-1]), frequency = c(1, 4, 12)[k])
  f <- auto.arima(y)
  name <- paste0("m", number)
  emit(name, "n", length(y))
  emit(name, "season", frequency(y))
  many(name, "y", y)
  many(name, "order", c(f$arma[c(1, 6, 2, 3, 7, 4)],
                        any(names(f$coef) %in% c("intercept", "drift"))))
  emit(name, "loglik", f$loglik)
}
