# Reference numbers for linear regression, from the top of the project:
#   Rscript tests/reference/regression.R > tests/reference/regression.csv
# Rows: case,quantity,value. Cases: longley, stackloss, mtcars (packages of R)
# and amazon, net_sales on capex_net and net_sales a year ago (2013Q1-2024Q4).
# Their numbers are y and x<column>_ (the constant is column 1). Each in several
# dresses: -hc0 .. -hc3, -nw (lags chosen), -nw3, -wls (weights 1, 2, 3, 4, 1,
# ...), the robust family, -ridge.
suppressPackageStartupMessages({
  library(MASS); library(sandwich); library(lmtest)
})
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
numbered <- function(case, quantity, values)
  emit(case, paste0(quantity, seq_along(values)), values)
cat("# R", as.character(getRversion()),
    "sandwich", as.character(packageVersion("sandwich")),
    "lmtest", as.character(packageVersion("lmtest")),
    "MASS", as.character(packageVersion("MASS")), "\n")
cat("case,quantity,value\n")

vif <- function(fit) {
  x <- model.matrix(fit)
  w <- if (is.null(weights(fit))) rep(1, nrow(x)) else weights(fit)
  c(NaN, sapply(2:ncol(x), function(j)
    1 / (1 - summary(lm(x[, j] ~ x[, -c(1, j)], weights = w))$r.squared)))
}

table_of <- function(case, fit) {
  s <- summary(fit)
  numbered(case, "b", coef(fit))
  numbered(case, "se", s$coefficients[, 2])
  numbered(case, "t", s$coefficients[, 3])
  numbered(case, "p", s$coefficients[, 4])
  numbered(case, "h", hatvalues(fit))
  v <- vif(fit)
  for (j in 2:length(v)) emit(case, paste0("vif", j), v[j])
  emit(case, "sigma", s$sigma)
  emit(case, "rss", deviance(fit))
  emit(case, "r2", s$r.squared)
  emit(case, "adj", s$adj.r.squared)
  emit(case, "f", s$fstatistic[1])
  emit(case, "fp", pf(s$fstatistic[1], s$fstatistic[2], s$fstatistic[3],
                      lower.tail = FALSE))
  emit(case, "loglik", as.numeric(logLik(fit)))
  emit(case, "aic", AIC(fit))
  emit(case, "bic", BIC(fit))
  x <- sweep(model.matrix(fit), 2, sqrt(colSums(model.matrix(fit)^2)), "/")
  if (is.null(weights(fit))) emit(case, "condition", kappa(x, exact = TRUE))
}

prediction <- function(case, fit) {
  at <- as.data.frame(as.list(colMeans(model.matrix(fit)[, -1, drop = FALSE]) * 1.1))
  new <- predict(fit, at, se.fit = TRUE, interval = "prediction", level = 0.9)
  mean <- predict(fit, at, interval = "confidence", level = 0.9)
  emit(case, "mean", new$fit[1])
  emit(case, "meanse", new$se.fit)
  emit(case, "lower", new$fit[2])
  emit(case, "upper", new$fit[3])
  emit(case, "meanlower", mean[2])
  emit(case, "meanupper", mean[3])
}

covariances <- function(case, fit) {
  dress <- function(name, v) {
    table <- coeftest(fit, vcov. = v)
    numbered(paste0(case, name), "se", table[, 2])
    numbered(paste0(case, name), "t", table[, 3])
    numbered(paste0(case, name), "p", table[, 4])
    b <- coef(fit)[-1]
    emit(paste0(case, name), "f",
         drop(b %*% solve(v[-1, -1], b, tol = 0)) / length(b))
  }
  for (k in 0:3) dress(paste0("-hc", k), vcovHC(fit, paste0("HC", k)))
  dress("-nw3", NeweyWest(fit, lag = 3, prewhite = FALSE))
  dress("-nw", NeweyWest(fit, prewhite = FALSE))
  emit(paste0(case, "-nw"), "lags", floor(bwNeweyWest(fit, prewhite = 0)))
}

# GSL's M-estimators (DuMouchel & O'Brien 1989) from their definition: another
# scale than that of MASS::rlm() (robust.R says which), and residuals over
# sqrt(1 - h).
m_estimator <- function(case, formula, data, name, tune, weight) {
  x <- model.matrix(formula, data)
  y <- model.response(model.frame(formula, data))
  root <- sqrt(1 - hat(x, FALSE))
  b <- qr.coef(qr(x), y)
  for (k in 1:5000) {
    r <- (y - x %*% b) / root
    s <- median(sort(abs(r))[ncol(x):nrow(x)]) / 0.6745
    w <- as.vector(weight(r / (tune * s)))
    old <- b
    b <- lm.wfit(x, y, w)$coefficients
    if (max(abs(x %*% (b - old))) < 1e-14 * s) break
  }
  numbered(paste0(case, "-", name), "b", b)
}

family <- function(case, formula, data) {
  m <- function(...) m_estimator(case, formula, data, ...)
  m("bisquare", 4.685, function(u) ifelse(abs(u) < 1, (1 - u^2)^2, 0))
  m("huber", 1.345, function(u) 1 / pmax(1, abs(u)))
  m("cauchy", 2.385, function(u) 1 / (1 + u^2))
  m("fair", 1.400, function(u) 1 / (1 + abs(u)))
  m("welsch", 2.985, function(u) exp(-u^2))
}

# lambda of least GCV by optimize(), and the coefficients at a given lambda.
ridge <- function(case, formula, data) {
  at <- function(l) lm.ridge(formula, data, lambda = l)
  best <- optimize(function(u) as.numeric(at(exp(u))$GCV), c(-15, 10), tol = 1e-10)
  emit(paste0(case, "-ridge"), "lambda", exp(best$minimum))
  for (l in c(0.5, 20))
    numbered(paste0(case, "-ridge", l), "b", as.numeric(coef(at(l))))
  # Errors and effective degrees from the definition.
  x <- model.matrix(formula, data)[, -1, drop = FALSE]
  y <- model.response(model.frame(formula, data))
  n <- nrow(x)
  z <- scale(x) * sqrt(n / (n - 1))
  scales <- sqrt(colMeans(sweep(x, 2, colMeans(x))^2))
  inverse <- solve(crossprod(z) + 20 * diag(ncol(z)))
  edf <- 1 + sum(diag(z %*% inverse %*% t(z)))
  b <- as.numeric(coef(at(20)))
  sigma <- sqrt(sum((y - cbind(1, x) %*% b)^2) / (n - edf))
  v <- sigma^2 * inverse %*% crossprod(z) %*% inverse
  numbered(paste0(case, "-ridge20"), "se", c(
    sqrt(sigma^2 / n + t(colMeans(x) / scales) %*% v %*% (colMeans(x) / scales)),
    sqrt(diag(v)) / scales))
  emit(paste0(case, "-ridge20"), "edf", edf)
  emit(paste0(case, "-ridge20"), "sigma", sigma)
}

study <- function(case, formula, data) {
  fit <- lm(formula, data)
  x <- model.matrix(fit)
  emit(case, "n", nrow(x))
  emit(case, "columns", ncol(x))
  numbered(case, "y", model.response(model.frame(fit)))
  for (j in 2:ncol(x)) numbered(case, paste0("x", j, "_"), x[, j])
  table_of(case, fit)
  prediction(case, fit)
  covariances(case, fit)
  data$.w <- 1 + (seq_len(nrow(data)) - 1) %% 4
  weighted <- lm(formula, data, weights = .w)
  table_of(paste0(case, "-wls"), weighted)
  for (k in c(0, 3))
    numbered(paste0(case, "-wls-hc", k), "se",
             sqrt(diag(vcovHC(weighted, paste0("HC", k)))))
  numbered(paste0(case, "-wls-nw3"), "se",
           sqrt(diag(NeweyWest(weighted, lag = 3, prewhite = FALSE))))
  family(case, formula, data)
  ridge(case, formula, data)
}

study("longley", Employed ~ GNP.deflator + GNP + Unemployed + Armed.Forces +
        Population + Year, longley)
study("stackloss", stack.loss ~ Air.Flow + Water.Temp + Acid.Conc., stackloss)
study("mtcars", mpg ~ wt + hp + qsec + am, mtcars)

table <- read.csv("datasets/amazon/amazon_quarterly.csv")
table$year_ago <- c(rep(NA, 4), head(table$net_sales, -4))
amazon <- subset(table, period >= "2013Q1" & period <= "2024Q4")
study("amazon", net_sales ~ capex_net + year_ago, amazon)
