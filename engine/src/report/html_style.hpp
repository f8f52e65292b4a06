#pragma once

#include <string_view>

namespace levelin::report::detail {

/// Colours are those of draw/house_style.hpp. Sizes follow the reader's own.
inline constexpr std::string_view html_style = R"css(
:root { color-scheme: light; }
* { box-sizing: border-box; }
html { font-size: 100%; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: #1b1b1b; line-height: 1.5;
  font-family: "DejaVu Sans", Verdana, Arial, sans-serif; overflow-wrap: break-word; }
header, main, nav, footer { max-width: 54rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 2rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h1.long { font-size: 1.15rem; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 2.5rem 0 .75rem; padding-top: .75rem;
  border-top: 2px solid #1f4e8c; overflow-wrap: anywhere; }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; overflow-wrap: anywhere; }
h4 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p, ul, ol { margin: 0 0 1rem; }
li { margin-bottom: .25rem; }
.subtitle, .date { color: #555; margin: 0 0 .5rem; }
.lead { font-size: 1.15rem; }
a { color: #1f4e8c; }
a:focus, [tabindex]:focus, summary:focus { outline: 3px solid #c24e00; outline-offset: 2px; }
.skip { position: absolute; left: -100rem; top: 0; background: #fff; padding: .75rem 1rem;
  z-index: 1; }
.skip:focus { left: 0; }
nav { margin-top: 1.5rem; }
nav h2 { font-size: 1rem; margin: 0 0 .25rem; padding: 0; border: 0; }
nav ul { columns: 2; column-gap: 2rem; padding-left: 1.1rem; font-size: .95rem; }
.figures { display: flex; flex-wrap: wrap; gap: .75rem; margin: 0 0 1.5rem; }
.figures > div { flex: 1 1 10rem; padding: .5rem .9rem; border-left: 4px solid #1f4e8c;
  background: #f3f5f8; display: flex; flex-direction: column-reverse;
  justify-content: flex-end; }
.figures dt { color: #444; font-size: .9rem; line-height: 1.35; }
.figures dd { margin: 0; font-size: 1.3rem; font-weight: bold; line-height: 1.25;
  overflow-wrap: anywhere; }
figure { margin: 0 0 2rem; }
figcaption { margin: 0 0 .6rem; font-weight: bold; }
figure svg, figure img { display: block; max-width: 100%; height: auto; }
.wide { overflow-x: auto; margin: 0 0 1.25rem; }
table { border-collapse: collapse; min-width: 100%; font-size: .92rem; }
caption { text-align: left; font-weight: bold; padding: 0 0 .5rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0;
  border-bottom: 1px solid #c8c8c8; }
thead th { border-bottom: 2px solid #8c8c8c; vertical-align: bottom; }
tbody th { font-weight: normal; }
td, th { min-width: 3rem; }
td:not(.n) { min-width: 5.5rem; }
.n { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
thead .n { white-space: normal; }
th:last-child, td:last-child { padding-right: 0; }
.note { color: #555; font-size: .9rem; }
code, pre, .code { font-family: "DejaVu Sans Mono", Consolas, monospace; font-size: .85rem; }
.code { font-size: .72rem; white-space: nowrap; vertical-align: middle; }
pre { background: #f3f5f8; padding: .75rem 1rem; overflow-x: auto; white-space: pre-wrap;
  overflow-wrap: anywhere; margin: 0 0 1rem; }
summary { cursor: pointer; color: #1f4e8c; margin: .5rem 0; font-size: .92rem; }
footer { border-top: 1px solid #c8c8c8; margin-top: 3rem; padding-top: 1rem;
  padding-bottom: 3rem; color: #555; font-size: .85rem; }
@media (max-width: 40rem) {
  nav ul { columns: 1; }
  h1 { font-size: 1.5rem; }
  .picture { overflow-x: auto; }
  .picture svg, .picture img { min-width: 30rem; }
}
@media print {
  @page { margin: 18mm 16mm; }
  body { font-size: 10pt; }
  header, main, footer { max-width: none; padding: 0; }
  nav, .skip, summary { display: none; }
  h2, h3, h4, figcaption, caption { break-after: avoid; }
  figure > .picture, tr, .figures > div { break-inside: avoid; }
  thead { display: table-header-group; }
  .wide { overflow: visible; }
}
)css";

}  // namespace levelin::report::detail
