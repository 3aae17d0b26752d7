/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data/sec_rules.h"

/* A concept serves the first series that can take it: Revenues is `revenue`
 * only where it is not the same line as net sales. */
static const struct fc_sec_rule rules[] = {
    {"net_sales",
     "Net sales",
     FC_FLOW,
     {"RevenueFromContractWithCustomerExcludingAssessedTax", "SalesRevenueNet",
      "Revenues", "RevenueFromContractWithCustomerIncludingAssessedTax",
      "SalesRevenueGoodsNet"}},
    {"revenue", "Total revenue", FC_FLOW, {"Revenues"}},
    {"cost_of_sales",
     "Cost of sales",
     FC_FLOW,
     {"CostOfGoodsAndServicesSold", "CostOfRevenue", "CostOfGoodsSold"}},
    {"gross_profit", "Gross profit", FC_FLOW, {"GrossProfit"}},
    {"research_and_development",
     "Research and development",
     FC_FLOW,
     {"ResearchAndDevelopmentExpense"}},
    {"operating_income", "Operating income", FC_FLOW, {"OperatingIncomeLoss"}},
    {"net_income", "Net income", FC_FLOW, {"NetIncomeLoss"}},
    {"operating_cash_flow",
     "Cash flow from operations",
     FC_FLOW,
     {"NetCashProvidedByUsedInOperatingActivities",
      "NetCashProvidedByUsedInOperatingActivitiesContinuingOperations"}},
    {"capex",
     "Capital expenditure",
     FC_FLOW,
     {"PaymentsToAcquireProductiveAssets",
      "PaymentsToAcquirePropertyPlantAndEquipment"}},
    {"depreciation",
     "Depreciation and amortisation",
     FC_FLOW,
     {"DepreciationDepletionAndAmortization",
      "DepreciationAmortizationAndAccretionNet"}},
    {"share_based_compensation",
     "Share-based compensation",
     FC_FLOW,
     {"ShareBasedCompensation"}},
    {"cash",
     "Cash and cash equivalents",
     FC_STOCK,
     {"CashAndCashEquivalentsAtCarryingValue"}},
    {"inventory", "Inventory", FC_STOCK, {"InventoryNet"}},
    {"total_assets", "Total assets", FC_STOCK, {"Assets"}},
    {"current_liabilities",
     "Current liabilities",
     FC_STOCK,
     {"LiabilitiesCurrent"}},
    {"long_term_debt",
     "Long-term debt, without its current part",
     FC_STOCK,
     {"LongTermDebtNoncurrent"}},
    {"equity", "Equity", FC_STOCK, {"StockholdersEquity"}},
};

size_t fc_sec_rule_count(void)
{
    return sizeof rules / sizeof rules[0];
}

const struct fc_sec_rule *fc_sec_rule_at(size_t index)
{
    return &rules[index];
}
