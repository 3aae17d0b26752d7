# Reference numbers for arima: stats::arima() and package forecast, urca,
# tseries. From the top of the project:
#   Rscript tests/reference/arima.R > tests/reference/arima.csv
# Rows: case,quantity,value. The series are R's own (datasets, forecast) and the
# net sales of datasets/amazon.
#
# taylor has levels of a hundred standard deviations of its errors and 48
# differences, so R's diffuse start of variance 10^6 shows there: it has 10^9.
#
# The parameters of the ARMA part are those that arima() finds, rounded to six
# digits and then held; what is left, the regression, is a smooth problem that
# optim() solves to the last digits that count. So every number belongs to
# parameters that both sides share.
suppressPackageStartupMessages({library(forecast); library(urca); library(tseries)})
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
# Missing values have no row.
many <- function(case, quantity, value)
  for (i in which(!is.na(value)))
    emit(case, paste0(quantity, i), as.numeric(value)[i])
cat("# R", as.character(getRversion()), "forecast",
    as.character(packageVersion("forecast")), "\n")
cat("case,quantity,value\n")

amazon <- read.csv("datasets/amazon/amazon_quarterly.csv")
sales <- log(amazon$net_sales[amazon$net_sales > 0 & !is.na(amazon$net_sales)])
belts <- Seatbelts[, c("PetrolPrice", "law")]
time_of <- function(y) as.numeric(time(y)) - 1920
cases <- list(
  list("air", AirPassengers, c(0, 1, 1), c(0, 1, 1)),
  list("wine", wineind, c(1, 1, 2), c(0, 1, 1)),
  list("gas", gas, c(2, 1, 1), c(0, 1, 1)),
  list("lynx", lynx, c(2, 0, 2), c(0, 0, 0)),
  list("ukgas", UKgas, c(1, 1, 1), c(1, 1, 1)),
  list("nile", Nile, c(1, 1, 1), c(0, 0, 0)),
  list("amazon", ts(sales, frequency = 4), c(1, 1, 0), c(0, 1, 1)),
  list("taylor", ts(taylor[1:480], frequency = 48), c(3, 0, 1), c(1, 1, 1)),
  list("presidents", presidents, c(1, 0, 1), c(1, 0, 0)),
  list("presidents-d", presidents, c(0, 1, 1), c(0, 1, 1)),
  list("huron", LakeHuron, c(2, 0, 0), c(0, 0, 0), cbind(time_of(LakeHuron))),
  list("belts", log(Seatbelts[, "drivers"]), c(1, 0, 0), c(1, 0, 1), belts),
  list("belts-d", log(Seatbelts[, "drivers"]), c(0, 1, 1), c(0, 1, 1), belts))
steps <- 12
for (one in cases) {
  name <- one[[1]]
  y <- one[[2]]
  season <- list(order = one[[4]], period = frequency(y))
  x <- if (length(one) > 4) one[[5]]
  tight <- list(reltol = 1e-15, maxit = 1000)
  first <- arima(y, one[[3]], season, xreg = x, method = "CSS-ML",
                 optim.control = list(maxit = 1000))
  count <- sum(one[[3]][c(1, 3)], one[[4]][c(1, 3)])
  held <- signif(first$coef[seq_len(count)], 6)
  free <- length(first$coef) - count
  fit <- arima(y, one[[3]], season, xreg = x, method = "ML",
               fixed = c(held, rep(NA, free)), transform.pars = FALSE,
               optim.control = tight, kappa = if (name == "taylor") 1e9 else 1e6)
  emit(name, "n", length(y))
  emit(name, "season", frequency(y))
  many(name, "y", y)
  if (!is.null(x)) for (j in seq_len(ncol(x)))
    many(name, paste0("x", j, "."), x[, j])
  many(name, "order", c(one[[3]], one[[4]]))
  many(name, "parameter", held)
  emit(name, "loglik", fit$loglik)
  emit(name, "sigma2", fit$sigma2)
  if (free > 0) many(name, "b", fit$coef[-seq_len(count)])
  many(name, "residual", fit$residuals)
  ahead <- predict(fit, steps, newxreg = if (!is.null(x))
    x[nrow(x) - (steps - 1):0, , drop = FALSE])
  many(name, "mean", ahead$pred)
  many(name, "se", ahead$se)
  # Standard errors of the coefficients, at the optimum.
  best <- arima(y, one[[3]], season, xreg = x, optim.control = tight,
                method = "CSS-ML")
  emit(name, "best", best$loglik)
  many(name, "error", sqrt(diag(best$var.coef)))
}

# Choice of orders; series of the datasets.
for (one in cases) if (length(one) == 4) {
  f <- auto.arima(one[[2]])
  many(one[[1]], "chosen", c(f$arma[c(1, 6, 2, 3, 7, 4)],
                              any(names(f$coef) %in% c("intercept", "drift"))))
  emit(one[[1]], "aicc", f$aicc)
  emit(one[[1]], "adjusted", f$sigma2)
}

# KPSS.
for (name in c("nile", "lynx", "air")) {
  y <- list(nile = Nile, lynx = lynx, air = AirPassengers)[[name]]
  for (lags in c(0, 4)) for (type in c("mu", "tau")) {
    emit(name, sprintf("kpss-%s-%d", type, lags),
         ur.kpss(y, type = type, use.lag = lags)@teststat)
  }
  for (null in c("Level", "Trend")) suppressWarnings(
    emit(name, paste0("p-", null), kpss.test(y, null = null)$p.value))
  emit(name, "lags", trunc(4 * (length(y) / 100)^0.25))
  emit(name, "ndiffs", ndiffs(y))
}
for (name in c("wine", "gas", "ukgas"))
  emit(name, "ndiffs", ndiffs(list(wine = wineind, gas = gas,
                                   ukgas = UKgas)[[name]]))

# Strength of the season, as nsdiffs() has it.
for (name in c("air", "wine", "gas", "ukgas"))
  emit(name, "strength", forecast:::seas.heuristic(
    list(air = AirPassengers, wine = wineind, gas = gas, ukgas = UKgas)[[name]]))
