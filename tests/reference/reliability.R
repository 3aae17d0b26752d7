# The Brier score of 200 stated probabilities and its parts (Murphy 1973;
# Stephenson, Coelho & Jolliffe 2008), with the bins of cut(). From the top of
# the project:
#   Rscript tests/reference/reliability.R > tests/reference/reliability.csv
show <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value))
cat("# R", as.character(getRversion()), "\n")
cat("case,quantity,value\n")
i <- 1:200
p <- ((37 * i) %% 101) / 101
o <- as.numeric((53 * i) %% 97 < 97 * p * p)
bin <- cut(p, seq(0, 1, 0.1), right = FALSE, labels = FALSE)
for (k in 1:10) {
  case <- paste0("bin_", k)
  show(case, "n", sum(bin == k))
  show(case, "stated", mean(p[bin == k]))
  show(case, "observed", mean(o[bin == k]))
  show(case, "origins", length(unique(((i - 1) %/% 4)[bin == k])))
}
f <- ave(p, bin); ok <- ave(o, bin)
show("brier", "score", mean((p - o)^2))
show("brier", "reliability", mean((f - ok)^2))
show("brier", "resolution", mean((ok - mean(o))^2))
show("brier", "uncertainty", mean(o) * (1 - mean(o)))
show("brier", "within", mean((p - f)^2) - 2 * mean((p - f) * (o - ok)))
