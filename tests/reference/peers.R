# Capital expenditure of the shipped companies, in base R. From the top of the
# project:
#   Rscript tests/reference/peers.R > tests/reference/peers.csv
panel <- read.csv("datasets/amazon/peer_capex.csv")
own <- read.csv("datasets/amazon/amazon_quarterly.csv")
show <- function(case, quantity, value)
  cat(sprintf("%s,%s,%.15g\n", case, quantity, value))
cat("# R", as.character(getRversion()), "\n")
cat("case,quantity,value\n")
quarters <- function(company, metric) {
  if (company == "Amazon")
    return(own[[c(capex = "capex", revenue = "net_sales")[metric]]])
  rows <- panel[panel$company == company & panel$metric == metric &
                  grepl("Q", panel$period), ]
  rows$value[order(rows$period)]
}
# Quarters between the end of the fiscal year before a plan and the last one.
behind <- c(Amazon = 0, Alphabet = 0, Meta = 0, Microsoft = 2)
for (company in names(behind)) {
  capex <- quarters(company, "capex"); n <- length(capex)
  revenue <- quarters(company, "revenue")
  year <- function(last) sum(capex[(last - 3):last])
  show(company, "capex", capex[n])
  show(company, "growth_pct", 100 * (capex[n] / capex[n - 4] - 1))
  show(company, "trailing_year", year(n))
  show(company, "trailing_growth_pct", 100 * (year(n) / year(n - 4) - 1))
  show(company, "run_rate", 4 * capex[n])
  show(company, "share_of_revenue_pct",
       100 * year(n) / sum(tail(revenue, 4)))
  plans <- panel$value[panel$company == company & panel$period == "FY2025" &
                         startsWith(panel$metric, "capex_plan")]
  last <- year(n - behind[[company]])
  for (end in c("low", "high")) {
    plan <- if (end == "low") min(plans) else max(plans)
    show(company, paste0("plan_", end), plan)
    show(company, paste0("plan_", end, "_on_year_pct"),
         100 * (plan / last - 1))
    show(company, paste0("plan_", end, "_on_run_rate_pct"),
         100 * (plan / (4 * capex[n]) - 1))
  }
}
