# Reference numbers for the tests of a regression: R's lmtest, tseries,
# strucchange and stats. From the top of the project:
#   Rscript tests/reference/diagnostics.R > tests/reference/diagnostics.csv
# Rows: case,quantity,value. statsmodels (diagnostics.py) has White's test,
# which lmtest lacks, and the tests of weighted regressions, which it refuses.
suppressPackageStartupMessages({
  library(lmtest); library(tseries); library(strucchange)
})
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
cat("# R", as.character(getRversion()))
for (package in c("lmtest", "tseries", "strucchange"))
  cat("", package, as.character(packageVersion(package)))
cat("\ncase,quantity,value\n")

htest <- function(case, name, test) {
  emit(case, paste0(name, "-statistic"), unname(test$statistic))
  if (!is.null(test$parameter))
    emit(case, paste0(name, "-df", seq_along(test$parameter)),
         unname(test$parameter))
  emit(case, paste0(name, "-p"), unname(test$p.value))
}

# The exact p value of Durbin & Watson by Imhof's integral: Pan's algorithm, which
# dwtest() uses, is good to 1e-4 only for a hundred rows and more (it changes
# with the number of its iterations).
imhof <- function(fit) {
  e <- residuals(fit)
  x <- model.matrix(fit)
  n <- nrow(x)
  d <- sum(diff(e)^2) / sum(e^2)
  left <- qr.Q(qr(x), complete = TRUE)[, (ncol(x) + 1):n]
  w <- eigen(crossprod(diff(left)), symmetric = TRUE)$values - d
  f <- function(u) sapply(u, function(u)
    sin(sum(atan(w * u)) / 2) / u * exp(-sum(log1p((w * u)^2)) / 4))
  0.5 - integrate(f, 0, Inf, rel.tol = 1e-12, subdivisions = 5000)$value / pi
}

# The tests of one regression.
battery <- function(case, formula, data, chow, order = 4) {
  fit <- lm(formula, data)
  e <- residuals(fit)
  htest(case, "dw-pan", dwtest(fit, exact = TRUE))
  emit(case, "dw-statistic", unname(dwtest(fit)$statistic))
  emit(case, "dw-p", imhof(fit))
  htest(case, "bg", bgtest(fit, order = order))
  htest(case, "bg-f", bgtest(fit, order = order, type = "F"))
  htest(case, "bp", bptest(fit))
  htest(case, "bp-original", bptest(fit, studentize = FALSE))
  htest(case, "jb", jarque.bera.test(e))
  htest(case, "lb", Box.test(e, order, type = "Ljung-Box"))
  htest(case, "box", Box.test(e, order, fitdf = 1))
  htest(case, "reset", resettest(fit))
  n <- nobs(fit)
  i <- seq_len(n)
  x <- model.matrix(fit)
  k <- ncol(x)
  emit(case, "n", n)
  emit(case, "k", k)
  emit(case, paste0("y", i), unname(model.response(model.frame(fit))))
  for (j in 2:k)
    emit(case, paste0("x", j - 1, "-", i), x[, j])
  test <- sctest(formula, type = "Chow", point = chow, data = data)
  emit(case, "chow-statistic", unname(test$statistic))
  emit(case, "chow-df1", k)
  emit(case, "chow-df2", n - 2 * k)
  emit(case, "chow-p", unname(test$p.value))
  if (floor(0.15 * n) > k) {
    stats <- Fstats(formula, from = 0.15, data = data)
    test <- sctest(stats)
    emit(case, "sup-statistic", unname(test$statistic))
    emit(case, "sup-p-hansen", unname(test$p.value))
    emit(case, "sup-row", stats$breakpoint)
  }
  htest(case, "cusum", sctest(efp(formula, type = "OLS-CUSUM", data = data)))
  emit(case, paste0("leverage", i), unname(hatvalues(fit)))
  emit(case, paste0("standardised", i), unname(rstandard(fit)))
  emit(case, paste0("studentised", i), unname(rstudent(fit)))
  emit(case, paste0("cook", i), unname(cooks.distance(fit)))
}

# Longley (1967; R package datasets): macroeconomics, nearly collinear.
battery("longley", Employed ~ ., longley, chow = 8, order = 2)

# Motor Trend's cars (Henderson & Velleman 1981; R package datasets).
battery("mtcars", mpg ~ wt + hp, mtcars, chow = 16)

# Year-on-year growth of Amazon's net sales on its own lag.
amazon <- read.csv("datasets/amazon/amazon_quarterly.csv")
growth <- function(x) diff(log(x), 4)
z <- growth(amazon$net_sales)
n <- length(z)
battery("amazon", z ~ lag, data.frame(z = z[-1], lag = z[-n]), chow = 40)

emit("data", paste0("z", seq_along(z)), z)

# Without a constant: the tests that ask for one differ.
fit <- lm(mpg ~ 0 + wt + hp, mtcars)
htest("origin", "dw", dwtest(fit))
htest("origin", "bg", bgtest(fit, order = 4))
htest("origin", "reset", resettest(fit))

# Many rows, by formula: the normal approximation of Durbin & Watson.
i <- seq_len(240)
long <- data.frame(y = (i * i) %% 67 + i / 50, x = (7 * i) %% 11)
htest("long", "dw", dwtest(y ~ x, data = long, exact = FALSE))

# A weighted regression: weights as if the error grew with the weight of a car.
fit <- lm(mpg ~ wt + hp, mtcars, weights = 1 / wt^2)
i <- seq_len(nobs(fit))
emit("weighted", paste0("leverage", i), unname(hatvalues(fit)))
emit("weighted", paste0("standardised", i), unname(rstandard(fit)))
emit("weighted", paste0("studentised", i), unname(rstudent(fit)))
emit("weighted", paste0("cook", i), unname(cooks.distance(fit)))
# The rest on rows multiplied by the roots of the weights.
rows <- with(mtcars, data.frame(y = mpg / wt, one = 1 / wt, w = 1, h = hp / wt))
fit <- lm(y ~ 0 + one + w + h, rows)
emit("weighted", "dw-statistic", unname(dwtest(fit)$statistic))
emit("weighted", "dw-p", imhof(fit))
htest("weighted", "bg", bgtest(fit, order = 4))
htest("weighted", "jb", jarque.bera.test(residuals(fit)))

# Does the growth of capital expenditure lead that of sales? From the first
# quarter with both.
both <- na.contiguous(ts(cbind(z, growth(amazon$capex_net))))
z <- as.numeric(both[, 1])
c <- as.numeric(both[, 2])
n <- length(z)
emit("data", "capex-from", start(both)[1])
emit("data", "capex-n", n)
emit("data", paste0("c", seq_len(n)), c)
for (order in c(1, 4)) {
  test <- grangertest(c, z, order = order)
  case <- paste0("granger", order)
  emit(case, "statistic", test$F[2])
  emit(case, "df1", -test$Df[2])
  emit(case, "df2", test$Res.Df[1])
  emit(case, "p", test$`Pr(>F)`[2])
}
emit("acf", paste0("r", 0:8), acf(z, 8, plot = FALSE)$acf)
emit("ccf", paste0("r", 0:16), ccf(c, z, 8, plot = FALSE)$acf)
phi <- ar(c, aic = FALSE, order.max = 3, method = "yule-walker")$ar
white <- function(x) as.numeric(stats::filter(x, c(1, -phi), sides = 1))[-(1:3)]
emit("ccf-white", paste0("r", 0:16),
     ccf(white(c), white(z), 8, plot = FALSE)$acf)
emit("ccf-white", "limit", qnorm(0.975) / sqrt(n - 3))
