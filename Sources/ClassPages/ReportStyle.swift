import HTMLMarkup

/// How the report looks: on a desk, on a phone and on paper.
enum ReportStyle {
  static let sheet: Markup = """
    :root {
      color-scheme: light dark;
      --ground: #fdfcfa; --raised: #f4f1ec; --line: #ddd7cd; --ink: #1e1d1b; --soft: #5f5a52;
      --bar: #2c6dae; --rest: #e4ded4; --warm: #a8480a;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --ground: #16171a; --raised: #1f2125; --line: #393c42; --ink: #e9e6e0; --soft: #a5a097;
        --bar: #8cc0f2; --rest: #2c2f35; --warm: #f2a56c;
      }
    }
    * { box-sizing: border-box; }
    body {
      margin: 0; padding: 0 max(1rem, calc((100vw - 60rem) / 2)) 3rem; background: var(--ground);
      color: var(--ink); overflow-wrap: anywhere;
      font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
    }
    header { padding: 2.5rem 0 0.5rem; }
    h1 { font-size: clamp(1.7rem, 5vw, 2.6rem); line-height: 1.1; margin: 0.2rem 0; }
    h2 { font-size: 1.4rem; margin: 0 0 0.3rem; }
    h3 { font-size: 1.05rem; margin: 0 0 0.3rem; }
    section { border-top: 1px solid var(--line); margin-top: 2rem; padding-top: 1.6rem; }
    .kicker, .lead, footer, .place { color: var(--soft); }
    .kicker { margin: 0; font-size: 0.85rem; }
    .lead { margin: 0 0 1.2rem; max-width: 44rem; }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(7.5rem, 1fr)); gap: 1rem; }
    .figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
    .figures dt { color: var(--soft); font-size: 0.85rem; }
    .figures dd { margin: 0; white-space: nowrap; font-size: 1.6rem; font-weight: 700; font-variant-numeric: tabular-nums; }
    svg { display: block; width: 100%; height: auto; max-width: 44rem; }
    svg text { fill: var(--ink); font-size: 12px; font-family: inherit; }
    svg .soft { fill: var(--soft); }
    .bar { fill: var(--bar); }
    .rest { fill: var(--rest); }
    .way { fill: none; stroke: var(--bar); stroke-width: 2; }
    .mistake { margin: 0 0 1.6rem; padding: 1rem; background: var(--raised); border-radius: 6px; }
    .mistake p { margin: 0 0 0.5rem; max-width: 46rem; }
    .count { font-weight: 700; font-variant-numeric: tabular-nums; }
    .name { color: var(--soft); font-size: 0.85rem; }
    blockquote { margin: 0 0 0.6rem; padding-inline-start: 0.8rem; border-inline-start: 3px solid var(--bar); }
    pre {
      margin: 0 0 0.6rem; padding: 0.6rem; overflow-x: auto; background: var(--ground);
      border: 1px solid var(--line); border-radius: 4px; font-size: 0.85rem; line-height: 1.4;
    }
    pre, code { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; }
    summary { cursor: pointer; }
    .rates { list-style: none; margin: 0 0 1.2rem; padding: 0; }
    .rates li { display: grid; grid-template-columns: minmax(0, 1fr) 6.5rem; gap: 0 1rem; padding: 0.25rem 0; }
    .rates .meter { grid-column: 1 / -1; height: 4px; background: var(--rest); }
    .rates .meter span { display: block; height: 100%; background: var(--bar); }
    .rates .number { text-align: end; font-variant-numeric: tabular-nums; color: var(--soft); }
    table { border-collapse: collapse; width: 100%; }
    th, td { text-align: start; vertical-align: top; padding: 0.4rem 1rem 0.4rem 0; border-bottom: 1px solid var(--line); }
    th { font-weight: 600; }
    footer { border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: 1rem; font-size: 0.85rem; }
    @media print {
      body { padding: 0; font-size: 10pt; }
      section, .mistake, .rates li, tr, svg { break-inside: avoid; }
      section.long { break-inside: auto; }
      pre { white-space: pre-wrap; overflow: visible; }
      .mistake { border: 1px solid var(--line); }
      .bar, .rest, .meter, .meter span, .mistake { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
    }

    """
}
