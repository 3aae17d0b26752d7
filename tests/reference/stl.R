# Reference numbers for STL and MSTL: stats::stl(), forecast::mstl(), one robust
# case of Python's statsmodels; and for forecasts by them: forecast::stlf(). From the top of the project:
#   Rscript tests/reference/stl.R > tests/reference/stl.csv
#   python3 tests/reference/stl.py >> tests/reference/stl.csv
# Rows: case,quantity,value. The series are R's own (datasets, forecast): y1 is
# the first value. Of parts of long series every 25th value is given.
suppressPackageStartupMessages(library(forecast))
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
many <- function(case, quantity, value)
  emit(case, paste0(quantity, seq_along(value)), as.numeric(value))
some <- function(case, quantity, value, k) {
  at <- seq(1, length(value), by = k)
  emit(case, paste0(quantity, at), as.numeric(value)[at])
}
cat("# R", as.character(getRversion()), "forecast",
    as.character(packageVersion("forecast")), "\n")
cat("case,quantity,value\n")

series <- list(air = AirPassengers, ukgas = UKgas, wine = wineind,
               gas = ts(head(gas, 200), frequency = 12),
               taylor = msts(head(taylor, 1100), c(48, 336)))
for (name in names(series)) {
  emit(name, "n", length(series[[name]]))
  emit(name, "season", frequency(series[[name]]))
  many(name, "y", series[[name]])
}

# With an even number of values R's robust weights are not quite those of the
# median: stl.f asks psort() for two order statistics in falling order, which
# psort() takes in rising order only, and may get others. Robust cases therefore
# have an odd number, or are those of statsmodels.
odd <- function(y) {
  if (length(y) %% 2 == 1) return(y)
  short <- head(as.numeric(y), -1)
  if (inherits(y, "msts")) msts(short, attr(y, "msts"))
  else ts(short, frequency = frequency(y))
}
parts <- function(case, y, fit, k = 5) {
  emit(case, "n", length(y))
  some(case, "season", fit$time.series[, "seasonal"], k)
  some(case, "trend", fit$time.series[, "trend"], k)
  some(case, "remainder", fit$time.series[, "remainder"], k)
  some(case, "weight", fit$weights, k)
}
with(series, {
  parts("periodic-air", air, stl(air, "periodic"))
  parts("periodic-robust-ukgas", odd(ukgas), stl(odd(ukgas), "per",
                                            robust = TRUE))
  parts("window7-air", air, stl(air, 7))
  parts("even-wine", wine, stl(wine, 8, t.window = 20, l.window = 14))
  parts("lines-wine", wine, stl(wine, 13, s.degree = 1, t.degree = 1,
                                l.degree = 0))
  parts("levels-gas", gas, stl(gas, 9, t.degree = 0))
  parts("robust-gas", odd(gas), stl(odd(gas), 11, robust = TRUE))
  parts("robust-lines-ukgas", odd(ukgas),
        stl(odd(ukgas), 7, s.degree = 1, robust = TRUE, inner = 2, outer = 5))
  parts("jumps-air", air, stl(air, 15, t.window = 31, s.jump = 1, t.jump = 7,
                              l.jump = 3, inner = 4))
  long <- ts(taylor, frequency = 336)
  parts("long-taylor", long, stl(long, 11), 25)
})

# Seasonal columns follow data and trend.
several <- function(case, y, k, ...) {
  fit <- mstl(y, ...)
  emit(case, "n", length(y))
  some(case, "trend", fit[, "Trend"], k)
  some(case, "remainder", fit[, "Remainder"], k)
  for (i in seq_len(ncol(fit) - 3))
    some(case, paste0("season", i, "-"), fit[, 2 + i], k)
}
with(series, {
  several("mstl-air", air, 5)
  several("mstl-robust-wine", odd(wine), 5, robust = TRUE)
  several("mstl-taylor", taylor, 25)
  several("mstl-robust-taylor", odd(taylor), 25, robust = TRUE)
})

# Forecasts on the scale of the model: centre and spread of each step.
forecasts <- function(case, f, scale = identity) {
  emit(case, "n", length(f$x))
  many(case, "centre", scale(f$mean))
  many(case, "spread",
       (scale(f$upper[, 1]) - scale(f$lower[, 1])) / 2 / qnorm(0.975))
}
fixed <- function(order) function(x, h, level, ...)
  forecast(Arima(x, order, method = "ML"), h = h, level = level)
with(series, {
  for (method in c("naive", "rwdrift")) {
    forecasts(paste0(method, "-ukgas"), stlf(ukgas, h = 10, method = method,
                                             level = 95))
    forecasts(paste0(method, "-wine"), stlf(wine, h = 30, method = method,
                                            level = 95))
  }
  forecasts("robust-drift-gas", stlf(odd(gas), h = 14, method = "rwdrift",
                                     level = 95, robust = TRUE))
  forecasts("log-drift-air", stlf(air, h = 14, method = "rwdrift", level = 95,
                                  lambda = 0), log)
  forecasts("arima011-air", stlf(air, h = 14, level = 95, forecastfunction =
    fixed(c(0, 1, 1))))
  forecasts("arima210-wine", stlf(wine, h = 14, level = 95, forecastfunction =
    fixed(c(2, 1, 0))))
  forecasts("ann-wine", stlf(wine, h = 14, level = 95, etsmodel = "ANN"))
  forecasts("ann-ukgas", stlf(ukgas, h = 14, level = 95, etsmodel = "ANN"))
  forecasts("drift-taylor", stlf(taylor, h = 40, method = "rwdrift",
                                 level = 95))
})
