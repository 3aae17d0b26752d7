# Reference numbers for curves fitted by nls(), from the top of the project:
#   Rscript tests/reference/curves.R > tests/reference/curves.csv
# Rows: case,quantity,value. Data are emitted as well, so that the test needs
# no copy of its own.
#
# logistic, gompertz: the examples of R's SSlogis and SSgompertz.
# bass-sales, bass: sales of video recorders in the United States, 1980-1989,
# thousands; the standard teaching example of Bass (1969). As differences of F
# (Srinivasan & Mason 1986) and as cumulative sales.
# exponential: Indometh, subject 1, declining.
# puromycin: treated cells, Michaelis-Menten (Bates & Watts 1988, p. 269).
emit <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value), sep = "")
report <- function(case, fit, t, y) {
  s <- summary(fit)
  emit(case, paste0("t", seq_along(t)), t)
  emit(case, paste0("y", seq_along(y)), y)
  emit(case, paste0("b", seq_along(coef(fit))), unname(coef(fit)))
  emit(case, paste0("se", seq_along(coef(fit))), s$coefficients[, 2])
  emit(case, "rss", deviance(fit))
}
cat("# R", as.character(getRversion()), "\n")
cat("case,quantity,value\n")
control <- nls.control(tol = 1e-7, maxiter = 1000, minFactor = 1e-12)

dnase <- subset(DNase, Run == 1)
dnase$t <- log(dnase$conc)
# Exact derivatives, so that nls() can go on to the last digits.
curve <- function(formula, names, with = "t")
  deriv(formula, names, function.arg = c(names, with))
logistic <- curve(~ a / (1 + exp((m - t) / s)), c("a", "m", "s"))
gompertz <- curve(~ a * exp(-d * r^t), c("a", "d", "r"))
exponential <- curve(~ a * exp(r * t), c("a", "r"))
bass <- curve(~ m * (1 - exp(-(p + q) * t)) / (1 + q / p * exp(-(p + q) * t)),
              c("m", "p", "q"))
bass_sales <- curve(~ m * ((1 - exp(-(p + q) * t)) /
                             (1 + q / p * exp(-(p + q) * t)) -
                           (1 - exp(-(p + q) * u)) /
                             (1 + q / p * exp(-(p + q) * u))),
                    c("m", "p", "q"), c("t", "u"))

begin <- setNames(coef(nls(density ~ SSlogis(t, Asym, xmid, scal), dnase)),
                  c("a", "m", "s"))
report("logistic", nls(density ~ logistic(a, m, s, t), dnase, start = begin,
                       control = control), dnase$t, dnase$density)
begin <- setNames(coef(nls(density ~ SSgompertz(t, Asym, b2, b3), dnase)),
                  c("a", "d", "r"))
report("gompertz", nls(density ~ gompertz(a, d, r, t), dnase, start = begin,
                       control = control), dnase$t, dnase$density)

sales <- c(840, 1470, 2110, 4000, 7590, 10950, 10530, 9470, 7790, 5890)
t <- seq_along(sales)
start <- list(m = 67000, p = 0.0066, q = 0.638)
report("bass-sales", nls(sales ~ bass_sales(m, p, q, t, t - 1),
                         start = start, control = control), t, sales)
total <- cumsum(sales)
report("bass", nls(total ~ bass(m, p, q, t), start = start,
                   control = control), t, total)

one <- subset(Indometh, Subject == 1)
report("exponential", nls(conc ~ exponential(a, r, time), one,
                          start = list(a = 2, r = -1), control = control),
       one$time, one$conc)

treated <- subset(Puromycin, state == "treated")
michaelis <- curve(~ v * t / (k + t), c("v", "k"))
report("puromycin", nls(rate ~ michaelis(v, k, conc), treated,
                        start = list(v = 205, k = 0.08), control = control),
       treated$conc, treated$rate)
