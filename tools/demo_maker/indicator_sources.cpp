#include "figures.hpp"

namespace levelin::demo {

namespace {

const std::string ogl =
    "Contains public sector information licensed under the Open Government Licence v3.0. Source: ";
const std::string explorer = "outcomes/ons_subnational_indicators_2022/";

}  // namespace

const std::vector<IndicatorSource>& indicator_sources() {
    static const std::vector<IndicatorSource> sources{
        {"children_low_income", "Children under 16 in relative low income after housing costs",
         "% of children", "FYE 2025", "Department for Work and Pensions",
         ogl + "Department for Work and Pensions, Children in Low Income Families.", true, 1,
         "outcomes/2_AHC_Relative_LA.csv", "Percentage of children FYE 2025 (%) [note 3]", "", 2023,
         Carry::published},
        {"weekly_pay", "Median gross weekly pay of residents", "£ a week", "2021 (provisional)",
         "Office for National Statistics; Northern Ireland Statistics and Research Agency",
         ogl +
             "Office for National Statistics, Subnational indicators explorer 2022 (Annual Survey "
             "of Hours and Earnings; NISRA).",
         false, 1, explorer + "Weekly pay-Table 1.csv", "Median weekly pay (£)", "", 2021,
         Carry::published},
        {"employment_rate", "Employment rate of people aged 16 to 64", "%", "2020",
         "Office for National Statistics; Northern Ireland Statistics and Research Agency",
         ogl + "Office for National Statistics, Subnational indicators explorer 2022 (Annual "
               "Population Survey; NISRA).",
         false, 1, explorer + "Employment rate-Table 1.csv", "Employment rate %", "", 2021,
         Carry::published},
        {"gva_per_hour", "Gross value added per hour worked", "£ an hour", "2019",
         "Office for National Statistics",
         ogl + "Office for National Statistics, Subnational indicators explorer 2022 (Subregional "
               "productivity).",
         false, 2, explorer + "GVA per hour-Table 1.csv", "Gross Value Added per hour (£)", "",
         2021, Carry::published},
        {"gigabit_premises", "Premises with gigabit-capable broadband", "% of premises", "May 2021",
         "Ofcom; Office for National Statistics",
         ogl + "Office for National Statistics, Subnational indicators explorer 2022 (Ofcom, "
               "Connected Nations).",
         false, 1, explorer + "Broadband availability-Table 1.csv",
         "Premises with gigabit capable broadband %", "", 2021, Carry::published},
        {"smokers", "Adults who smoke cigarettes", "% of adults", "April to December 2020",
         "Office for National Statistics",
         ogl + "Office for National Statistics, Subnational indicators explorer 2022 (Annual "
               "Population Survey).",
         true, 1, explorer + "Smokers-Table 1.csv", "Adults that currently smoke cigarettes %", "",
         2019, Carry::published},
        {"life_satisfaction", "Mean life satisfaction", "score 0 to 10", "April 2020 to March 2021",
         "Office for National Statistics",
         ogl + "Office for National Statistics, Subnational indicators explorer 2022 (Annual "
               "Population Survey, personal well-being).",
         false, 2, explorer + "Life satisfaction-Table 1.csv",
         "Mean satisfaction with your life nowadays scored 0 (not at all) - 10 (completely)", "",
         2019, Carry::published},
        {"no_outdoor_space", "Addresses without private outdoor space", "% of addresses",
         "April 2020", "Office for National Statistics; Ordnance Survey",
         ogl + "Office for National Statistics, Access to gardens and public green space in Great "
               "Britain. Contains OS data © Crown copyright and database right 2020.",
         true, 1, "outcomes/access_to_green_space.csv",
         "Property type: Total: Adress with private outdoor space count",
         "Property type: Total: Address count", 2019, Carry::share_of_sum},
    };
    return sources;
}

}  // namespace levelin::demo
