# Reference numbers for ets: package forecast. From the top of the project:
#   Rscript tests/reference/ets.R > tests/reference/ets.csv
# Rows: case,quantity,value. The series are R's own (datasets, forecast) and
# datasets/amazon. Parameters are those at which ets() ends; x1 ... are alpha,
# beta, gamma, phi, the level, the growth and the seasons of the first periods.
#
# class3() of forecast 8.20 has phi in the second growth but not in the first.
# With phi b for b and phi beta for beta the same function is right. class1() puts
# gamma into the third state, which is that of the season only if there is a
# trend; so forms with a season alone are given a trend that is 0. Without
# formulas forecast.ets() damps by phi + phi + phi^2 + ... (etsforecast in C);
# so the mean is that of simulate() with errors of zero.
suppressPackageStartupMessages(library(forecast))
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
many <- function(case, quantity, value)
  emit(case, paste0(quantity, seq_along(value)), as.numeric(value))
cat("# R", as.character(getRversion()), "forecast",
    as.character(packageVersion("forecast")), "\n")
cat("case,quantity,value\n")

sales <- read.csv("datasets/amazon/amazon_quarterly.csv")$net_sales
hourly <- colMeans(matrix(taylor[1:480], 2))
series <- list(
  air = AirPassengers, wine = wineind, gas = window(gas, 1985),
  taylor = ts(hourly, frequency = 24), lynx = lynx, ukgas = UKgas, nile = Nile,
  sales = ts(sales, start = c(1997, 1), frequency = 4))
for (name in names(series)) {
  emit(name, "n", length(series[[name]]))
  emit(name, "season", frequency(series[[name]]))
  many(name, "y", series[[name]])
}

moments <- function(fit, h) {
  parts <- fit$components
  state <- tail(fit$states, 1)[1, ]
  par <- fit$par
  damped <- parts[4] == "TRUE"
  f <- if (parts[2] == "M" || (parts[1] == "A" && parts[3] == "M")) NULL
       else if (parts[1] == "A") forecast:::class1
       else if (parts[3] != "M") forecast:::class2
       else forecast:::class3
  if (is.null(f)) return(NULL)
  if (parts[2] == "N" && parts[3] == "A") {
    state <- c(state[1], 0, state[-1])
    par["beta"] <- 0
    parts[2] <- "A"
  }
  if (damped && parts[3] == "M") {
    state[2] <- par["phi"] * state[2]
    par["beta"] <- par["phi"] * par["beta"]
  }
  f(h, state, parts[2], parts[3], damped, fit$m, fit$sigma2, par)
}

at <- function(name, model, damped) {
  y <- series[[name]]
  case <- paste0(name, "-", substr(model, 1, 2), if (damped) "d",
                 substr(model, 3, 3))
  fit <- suppressWarnings(ets(y, model, damped = damped, restrict = FALSE,
                              allow.multiplicative.trend = TRUE))
  m <- if (fit$components[3] == "N") 1 else fit$m
  trend <- fit$components[2] != "N"
  whole <- function(state) {
    state <- unname(state)
    growth <- if (trend) state[2] else 0
    season <- if (m > 1) rev(tail(state, m)) else 0
    c(state[1], growth, season)
  }
  value <- function(name, otherwise)
    if (name %in% names(fit$par)) fit$par[[name]] else otherwise
  many(case, "x", c(value("alpha", 0), value("beta", 0), value("gamma", 0),
                    value("phi", 1), whole(fit$states[1, ])))
  many(case, "last", whole(tail(fit$states, 1)[1, ]))
  emit(case, "loglik", fit$loglik)
  emit(case, "aicc", fit$aicc)
  emit(case, "bic", fit$bic)
  emit(case, "sigma2", fit$sigma2)
  many(case, "fitted", head(fit$fitted, 15))
  many(case, "late", tail(fit$fitted, 5))
  many(case, "residual", tail(fit$residuals, 5))
  f <- moments(fit, 2 * m + 2)
  if (is.null(f)) {
    many(case, "mean", simulate(fit, future = TRUE, innov = rep(0, 2 * m + 2)))
  } else {
    many(case, "mean", f$mu)
    many(case, "var", f$var)
  }
}
at("air", "MAM", FALSE)
at("air", "MAM", TRUE)
at("air", "AAA", FALSE)
at("air", "AAM", FALSE)
at("air", "MMM", TRUE)
at("wine", "MNM", FALSE)
at("wine", "ANA", FALSE)
at("gas", "MAM", FALSE)
at("gas", "MAA", TRUE)
at("taylor", "ANA", FALSE)
at("taylor", "MAM", TRUE)
at("lynx", "ANN", FALSE)
at("lynx", "MNN", FALSE)
at("lynx", "MMN", FALSE)
at("ukgas", "AAA", TRUE)
at("ukgas", "MAA", FALSE)
at("nile", "AAN", TRUE)
at("nile", "MAN", FALSE)
at("nile", "AMN", TRUE)
at("sales", "MAM", FALSE)
at("sales", "MMM", FALSE)
at("sales", "MMA", TRUE)

# The admissible region: alpha, beta, gamma, phi drawn wide; NULL is what a form
# has not.
set.seed(1)
for (m in c(1, 4, 12)) for (trend in 0:2) for (i in 1:12) {
  alpha <- runif(1, -0.2, if (i %% 2) 1 else 2.2)
  beta <- if (trend > 0) runif(1, -0.1, if (i %% 2) 0.3 else 1.5)
  gamma <- if (m > 1) runif(1, 0, if (i %% 2) 0.5 else 1.5)
  phi <- if (trend > 1) runif(1, 0.8, 1)
  case <- sprintf("region-%d-%d-%d", m, trend, i)
  or <- function(value, otherwise) if (is.null(value)) otherwise else value
  many(case, "x", c(alpha, or(beta, 0), or(gamma, 0), or(phi, 1)))
  emit(case, "inside",
       forecast:::admissible(alpha, beta, gamma, phi, m))
}

# Where level and growth start.
many("start-nile", "mean", forecast:::initstate(Nile, "N", "N"))
many("start-nile", "line", forecast:::initstate(Nile, "A", "N"))
many("start-air", "line", forecast:::initstate(AirPassengers, "A", "M")[1:2])
many("start-ukgas", "line", forecast:::initstate(UKgas, "A", "A")[1:2])
