package lockstep.nn.report;

import java.util.List;

/// Of pictures said again: pairs of before and after.
final class PicturesSection {

  private PicturesSection() {}

  static void write(Body body, Findings.Reconstructions found) {
    twins(
        body,
        "pictures",
        "Pictures and what is left of them",
        "Held-out pictures on the left, and on the right as the model says them again through its"
            + " few numbers.",
        found.usual());
    twins(
        body,
        "farthest",
        "Farthest off",
        "The held-out pictures that it says again worst.",
        found.worst());
  }

  private static void twins(
      Body body, String id, String title, String hint, List<Findings.Twins> all) {
    if (all.isEmpty()) {
      return;
    }
    Markup out = body.section(id, title);
    Body.hint(out, hint);
    out.open("ul", "class", "cards twins");
    for (Findings.Twins each : all) {
      out.open("li", "class", "card").open("div", "class", "two");
      PictureFile.write(out, each.before(), "held-out picture");
      PictureFile.write(out, each.after(), "the same picture, said again");
      out.close().open("div", "class", "verdict");
      out.leaf("span", "error", "class", "soft").leaf("b", Numerals.number(each.error()));
      out.leaf("span", "")
          .close()
          .open("span", "class", "origin")
          .name(each.origin())
          .close()
          .close();
    }
    out.close().close();
  }
}
