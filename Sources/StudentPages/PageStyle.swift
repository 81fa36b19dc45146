import HTMLMarkup

/// How the page looks: in light and in dark surroundings, on a phone and on paper.
enum PageStyle {
  static let sheet = [colours, frame, words, figures, heat, code, print].joined()

  /// Every colour is named here, once for each ground. The heatmaps' go from the ground away, blue below
  /// zero and orange above: no one needs to tell red from green.
  private static let colours: Markup = """
    :root {
      color-scheme: light dark;
      --ground: #fdfcfa; --raised: #f4f1ec; --line: #ddd7cd; --ink: #1e1d1b; --soft: #645f57;
      --accent: #0b5394; --warm: #a8480a;
      --keyword: #7a2a86; --string: #8f3b09; --number: #0b5394; --type: #17615c; --comment: #6b665e;
      --n1: #d9e6f2; --n2: #bcd5ea; --n3: #99c0e0; --n4: #71a6d3;
      --n5: #4b8ac3; --n6: #2c6dae; --n7: #175293; --n8: #083a70;
      --p1: #fae3d0; --p2: #f8cfae; --p3: #f4b482; --p4: #ee9455;
      --p5: #e0722c; --p6: #c55512; --p7: #a03e08; --p8: #772b03;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --ground: #16171a; --raised: #1f2125; --line: #393c42; --ink: #e9e6e0; --soft: #a5a097;
        --accent: #8cc0f2; --warm: #f2a56c;
        --keyword: #d7a3e4; --string: #f2a56c; --number: #8cc0f2; --type: #7fd0c6; --comment: #9a958c;
        --n1: #1f3044; --n2: #25405e; --n3: #2c537b; --n4: #36699a;
        --n5: #4682b8; --n6: #629dd2; --n7: #86b9e8; --n8: #b4d7f8;
        --p1: #402a1b; --p2: #58351c; --p3: #75431c; --p4: #96531d;
        --p5: #b96723; --p6: #d98138; --p7: #f0a061; --p8: #fdc79b;
      }
    }

    """

  private static let frame: Markup = """
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0; padding: 0 max(1.1rem, calc((100vw - 62rem) / 2)) 3rem;
      background: var(--ground); color: var(--ink);
      font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Iowan Old Style", Cambria, Georgia, serif;
      overflow-wrap: anywhere;
    }
    header { padding: 3.5rem 0 1rem; }
    section { padding: 2.2rem 0 0.4rem; border-top: 1px solid var(--line); margin-top: 2.2rem; }
    footer {
      border-top: 1px solid var(--line); margin-top: 3rem; padding-top: 1rem; color: var(--soft);
      font-size: 0.875rem;
    }
    h1, h2, h3, h4, .kicker, dt, figcaption, .verdict, .figures, .count, .letter, .shape, .legend,
    .axis, .ticks, th {
      font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
    }
    h1 {
      font-size: clamp(2rem, 6.5vw, 3.4rem); line-height: 1.08; letter-spacing: -0.025em;
      margin: 0.3rem 0 1rem; text-wrap: balance;
    }
    h2 { font-size: 1.6rem; line-height: 1.2; letter-spacing: -0.015em; margin: 0 0 0.6rem; }
    h3 { font-size: 1.1rem; line-height: 1.35; margin: 1.6rem 0 0.4rem; }
    h4 { font-size: 1rem; margin: 1.2rem 0 0.3rem; }
    .kicker {
      font-size: 0.8125rem; letter-spacing: 0.02em; color: var(--soft); margin: 0;
    }
    .lede { font-size: clamp(1.15rem, 3.4vw, 1.4rem); line-height: 1.45; max-width: 44rem; margin: 0; }
    .lead { color: var(--soft); max-width: 44rem; margin: 0 0 1.4rem; }

    """

  private static let words: Markup = """
    .notes, .predictions { max-width: 44rem; }
    .notes > :first-child { margin-top: 0; }
    blockquote { margin: 0; }
    .notes blockquote { border-inline-start: 3px solid var(--line); padding-inline-start: 1rem; color: var(--soft); }
    a { color: var(--accent); }
    code, pre, .then blockquote, .now blockquote {
      font-family: ui-monospace, "SF Mono", SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
    }
    code { font-size: 0.88em; }
    p code, li code, h3 code, td code, th code, dd code {
      background: var(--raised); border-radius: 3px; padding: 0.1em 0.3em;
    }
    hr { border: 0; border-top: 1px solid var(--line); margin: 2rem 0; }
    .table { overflow-x: auto; }
    table { border-collapse: collapse; }
    th, td {
      text-align: start; vertical-align: top; padding: 0.5rem 1.5rem 0.5rem 0;
      border-bottom: 1px solid var(--line);
    }
    .measures { width: 100%; }
    .measures th { font-weight: 400; font-size: 0.9375rem; color: var(--soft); width: 45%; }
    .predictions { padding: 0; list-style: none; margin: 0; }
    .predictions li { margin: 0 0 1.7rem; }
    .predictions p { margin: 0 0 0.35rem; }
    .ask { font-weight: 600; }
    .mark { font-weight: 700; margin-inline-end: 0.2rem; }
    .held .mark { color: var(--accent); }
    .failed .mark { color: var(--warm); }
    .verdict { font-size: 0.875rem; color: var(--soft); }
    .because { color: var(--soft); font-size: 0.975rem; }

    """

  private static let figures: Markup = """
    .figures {
      display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 1.2rem;
      margin: 2.2rem 0 1.8rem;
    }
    .figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
    .figures dt { color: var(--soft); font-size: 0.875rem; line-height: 1.3; }
    .figures dd {
      margin: 0; font-size: 1.7rem; font-weight: 700; letter-spacing: -0.02em; line-height: 1.25;
      font-variant-numeric: tabular-nums;
    }
    .blocks { list-style: none; padding: 0; margin: 0; border-top: 1px solid var(--line); }
    .blocks li {
      display: flex; gap: 0.9rem; align-items: baseline; padding: 0.45rem 0;
      border-bottom: 1px solid var(--line);
    }
    .letter { font-weight: 700; color: var(--accent); min-width: 1.2rem; }
    .what { flex: 1; }
    .count { color: var(--soft); font-size: 0.9rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
    figure { margin: 0; min-width: 0; }
    figcaption, .answers dt { color: var(--soft); font-size: 0.875rem; margin-bottom: 0.35rem; }
    .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 19rem), 1fr)); gap: 1rem; margin: 0; }
    .pair blockquote, .answers dd {
      margin: 0; padding: 0.8rem 1rem; border-radius: 6px; background: var(--raised);
      white-space: pre-wrap;
    }
    .pair blockquote { font-size: 0.875rem; line-height: 1.55; }
    .answers dd { font-size: 1rem; }
    .then blockquote, .then dd { color: var(--soft); }
    .now blockquote, .now dd { border-inline-start: 3px solid var(--accent); }
    .answers article { margin: 0 0 1.6rem; }
    .curve { margin: 2rem 0 1rem; }
    .plot { display: grid; grid-template-columns: auto 1fr; gap: 0.3rem 0.7rem; }
    .axis, .ticks { color: var(--soft); font-size: 0.8125rem; font-variant-numeric: tabular-nums; }
    .axis { display: flex; flex-direction: column; justify-content: space-between; text-align: end; }
    .ticks { grid-column: 2; display: flex; justify-content: space-between; }
    .curve svg {
      width: 100%; height: clamp(8rem, 26vw, 13rem); display: block;
      border-inline-start: 1px solid var(--line); border-bottom: 1px solid var(--line);
    }
    .line { fill: none; stroke: var(--accent); stroke-width: 2; vector-effect: non-scaling-stroke; stroke-linejoin: round; }
    .facts { padding-inline-start: 1.2rem; color: var(--soft); }

    """

  private static let heat: Markup = """
    #struggles article { margin: 0 0 2.6rem; }
    #struggles h3 { margin-top: 0.25rem; }
    .found { margin: 0 0 1rem; max-width: 44rem; }
    .heat { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr)); gap: 1.1rem; }
    .heat figcaption { display: flex; justify-content: space-between; gap: 1rem; }
    .heat b { color: var(--ink); font-weight: 600; }
    .heat svg { display: block; width: 100%; border: 1px solid var(--line); }
    .heat path, .legend path { stroke-width: 1; fill: none; }
    .shape, .legend { color: var(--soft); font-size: 0.8125rem; margin: 0.6rem 0 0; }
    .legend { display: flex; flex-wrap: wrap; align-items: center; gap: 0.2rem 0.5rem; }
    .legend svg { width: 11rem; height: 0.8rem; border: 1px solid var(--line); }
    .legend .words { margin-inline-start: 0.4rem; }
    .n1 { stroke: var(--n1); } .n2 { stroke: var(--n2); } .n3 { stroke: var(--n3); }
    .n4 { stroke: var(--n4); } .n5 { stroke: var(--n5); } .n6 { stroke: var(--n6); }
    .n7 { stroke: var(--n7); } .n8 { stroke: var(--n8); }
    .p1 { stroke: var(--p1); } .p2 { stroke: var(--p2); } .p3 { stroke: var(--p3); }
    .p4 { stroke: var(--p4); } .p5 { stroke: var(--p5); } .p6 { stroke: var(--p6); }
    .p7 { stroke: var(--p7); } .p8 { stroke: var(--p8); }
    .heat .nan { stroke: var(--ink); stroke-width: 0.15; shape-rendering: auto; }

    """

  private static let code: Markup = """
    .file { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-weight: 600; }
    pre {
      margin: 0; padding: 1rem 0.9rem; background: var(--raised); border-radius: 6px;
      font-size: clamp(0.72rem, 2.6vw, 0.85rem); line-height: 1.6; counter-reset: line;
      white-space: pre-wrap; overflow-wrap: anywhere;
    }
    pre code { font-size: 1em; }
    .l {
      display: block; position: relative; padding-inline-start: 3.4em; counter-increment: line;
    }
    .l::before {
      content: counter(line); position: absolute; inset-inline-start: 0; width: 2.4em;
      text-align: end; color: var(--comment); opacity: 0.75; user-select: none;
    }
    pre b { font-weight: 600; color: var(--keyword); }
    pre .s { color: var(--string); }
    pre u { text-decoration: none; color: var(--number); }
    pre em { font-style: normal; color: var(--type); }
    pre i { color: var(--comment); }

    """

  /// On paper the ground is white, whatever the screen's is, and colours are printed.
  private static let print: Markup = """
    @media print {
      body { background: none; font-size: 10.5pt; padding: 0; }
      header { padding-top: 0; }
      svg, pre, blockquote, dd { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      figure, .predictions li, .answers article, h2, h3 { break-inside: avoid; }
      h2, h3 { break-after: avoid; }
      pre { font-size: 7.5pt; }
    }
    """
}
