# Accuracy and time of R's forecast package on the series of a competition, one
# core, to set beside `forecast bench`:
#   Rscript bench/competition.R DIR SET FREQUENCY K [METHOD ...]
# takes every K-th series of DIR/SET_FREQUENCY_train.csv.gz and _test.csv.gz, the
# season from the name of the frequency; methods theta, ets, arima (all three).
# Prints model,n,smape,mase,ms_per_series; processor time of fit and forecast.
suppressPackageStartupMessages(library(forecast))
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) < 4)
  stop("usage: competition.R DIR SET FREQUENCY K [METHOD ...]")
m <- c(yearly = 1, quarterly = 4, monthly = 12, weekly = 52, daily = 7,
       hourly = 24, halfhourly = 48, other = 1)[[arguments[3]]]
part <- function(name) {
  path <- file.path(arguments[1], paste(arguments[2], arguments[3], name,
                                        sep = "_"))
  path <- paste0(path, c(".csv.gz", ".csv"))
  rows <- read.csv(path[file.exists(path)][1],
                   colClasses = c(unique_id = "character"))
  split(rows$y, factor(rows$unique_id, unique(rows$unique_id)))
}
train <- part("train")
test <- part("test")
chosen <- names(train)[seq(1, length(train), as.integer(arguments[4]))]
methods <- list(
  theta = function(y, h) thetaf(y, h = h),
  ets = function(y, h) forecast(ets(y), h = h),
  arima = function(y, h) forecast(auto.arima(y), h = h))
asked <- if (length(arguments) > 4) arguments[-(1:4)] else names(methods)

cat("model,n,smape,mase,ms_per_series\n")
for (name in asked) {
  rows <- lapply(chosen, function(id) {
    x <- ts(train[[id]], frequency = m)
    y <- test[[id]]
    spent <- system.time(
      f <- tryCatch(as.numeric(methods[[name]](x, length(y))$mean),
                    error = function(e) NULL))
    if (is.null(f)) return(NULL)
    c(mean(200 * abs(y - f) / (abs(y) + abs(f))),
      mean(abs(y - f)) / mean(abs(diff(as.numeric(x), m))),
      1000 * (spent[["user.self"]] + spent[["sys.self"]]))
  })
  rows <- do.call(rbind, rows)
  cat(sprintf("%s,%d,%.4f,%.4f,%.3f\n", name, nrow(rows), mean(rows[, 1]),
              mean(rows[, 2]), mean(rows[, 3])))
}
