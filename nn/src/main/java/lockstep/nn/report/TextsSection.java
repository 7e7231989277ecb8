package lockstep.nn.report;

/// Of texts gone on with: pieces of text, shaded by how little each token was foreseen.
final class TextsSection {

  /// Surprise of so many bits, or more, has the darkest shade.
  private static final double MOST_BITS = 10;

  /// What has every second chance surprises nobody.
  private static final double NO_SURPRISE = 1;

  private static final int SHADES = 10;

  private TextsSection() {}

  static void write(Body body, Findings.Texts found) {
    if (found.passages().isEmpty()) {
      return;
    }
    Markup out = body.section("surprise", "What surprises it");
    out.leaf(
        "p",
        "Held-out text. The darker a character, the less likely it seemed after what stands before"
            + " it; each piece begins with nothing before it.",
        "class",
        "hint");
    out.open("div", "class", "passages");
    for (Findings.Passage passage : found.passages()) {
      out.open("p", "class", "passage");
      passage.tokens().forEach(token -> token(out, token));
      out.close();
    }
    out.close().close();
  }

  private static void token(Markup out, Findings.Token token) {
    double bits = -StrictMath.log(Math.max(token.likelihood(), 1e-12)) / StrictMath.log(2);
    long shade =
        Math.clamp(
            Math.round(SHADES * (bits - NO_SURPRISE) / (MOST_BITS - NO_SURPRISE)), 0, SHADES);
    boolean isBreak = token.text().equals("\n");
    out.leaf(
        "span",
        isBreak ? "⏎\n" : token.text(),
        "class",
        "miss s" + shade,
        "title",
        Numerals.percent(token.likelihood()));
  }
}
