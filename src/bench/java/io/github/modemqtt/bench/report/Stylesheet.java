package io.github.modemqtt.bench.report;

/** How the page looks, in the light and in the dark. */
final class Stylesheet {
  static final String TEXT =
      """
      :root { color-scheme: light dark;
        --back: #fff; --text: #1c2024; --weak: #5f6872; --line: #d9dee3; --panel: #f6f8fa;
        --good: #1a7f37; --bad: #c1121f;
        --s0: #0b6bcb; --s1: #d9822b; --s2: #2a9d8f; --s3: #b5179e;
        --s4: #6a7b1f; --s5: #7048c9; --s6: #c1121f; --s7: #6c757d; }
      @media (prefers-color-scheme: dark) { :root {
        --back: #14171a; --text: #e3e7eb; --weak: #98a2ad; --line: #343a41; --panel: #1c2125;
        --good: #4cc267; --bad: #ff6b6b;
        --s0: #58a6ff; --s1: #f0a35c; --s2: #4fd1c0; --s3: #f472d0;
        --s4: #b5cc4a; --s5: #a88bfa; --s6: #ff7b72; --s7: #adb5bd; } }
      body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 62rem; background: var(--back);
        color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
      h1 { margin: 0 0 .25rem; } h2 { margin: 3rem 0 .25rem; border-top: 1px solid var(--line);
        padding-top: 1.5rem; }
      p { margin: .4rem 0; } .weak, figcaption, caption, li { color: var(--weak); }
      .weak, li { font-size: .9rem; } .question { font-size: 1.05rem; }
      nav a { margin-right: 1rem; } a { color: var(--s0); }
      .scroll { overflow-x: auto; margin: 1.2rem 0; }
      table { border-collapse: collapse; font-size: .9rem; min-width: 50%; }
      caption { text-align: left; padding-bottom: .35rem; }
      th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: left; }
      th { background: var(--panel); font-weight: 600; vertical-align: bottom; }
      .number { text-align: right; font-variant-numeric: tabular-nums; }
      .met { color: var(--good); font-weight: 600; } .missed { color: var(--bad); font-weight: 600; }
      pre { background: var(--panel); padding: .8rem; overflow-x: auto; font-size: .8rem; }
      .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
        gap: 1rem; }
      figure { margin: 1rem 0 0; } figcaption { font-weight: 600; margin-bottom: .3rem; }
      svg { width: 100%; height: auto; } svg text { font: 12px system-ui, sans-serif; }
      .grid { stroke: var(--line); stroke-width: 1; } .axis { stroke: var(--weak); stroke-width: 1; }
      .tick, .label, .value { fill: var(--weak); text-anchor: middle; } .end { text-anchor: end; }
      svg .value { font-size: 11px; }
      .legend { font-size: .85rem; color: var(--weak); }
      .legend span { margin-right: 1.1rem; white-space: nowrap; }
      .legend i { display: inline-block; width: .8rem; height: .8rem; margin-right: .35rem;
        border-radius: 2px; vertical-align: -1px; }
      polyline { fill: none; stroke-width: 2.2; }
      """
          + colours();

  private Stylesheet() {}

  private static String colours() {
    StringBuilder rules = new StringBuilder();
    for (int i = 0; Palette.colour(i) == i; i++) {
      rules.append(
          "rect.s%1$d, circle.s%1$d { fill: var(--s%1$d); } polyline.s%1$d { stroke: var(--s%1$d); } i.s%1$d { background: var(--s%1$d); }%n"
              .formatted(i));
    }
    return rules.toString();
  }
}
