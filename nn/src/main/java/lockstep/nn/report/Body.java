package lockstep.nn.report;

import java.util.ArrayList;
import java.util.List;

/// The sections of a page, and a list of them that leads to each.
final class Body {

  private final Markup out = new Markup();
  private final List<Link> links = new ArrayList<>();

  private record Link(String id, String title) {}

  /// Begins a section, which the caller closes.
  ///
  /// @param id its name in addresses
  Markup section(String id, String title) {
    links.add(new Link(id, title));
    return out.open("section", "id", id).leaf("h2", title);
  }

  /// The links, then the sections.
  void write(Markup page) {
    page.open("nav", "aria-label", "sections").open("ul");
    for (Link link : links) {
      page.open("li").leaf("a", link.title(), "href", "#" + link.id()).close();
    }
    page.close().close().add(out);
  }

  static void hint(Markup out, String sentence) {
    out.leaf("p", sentence, "class", "hint");
  }

  static void charts(Markup out, List<Chart> charts) {
    out.open("div", "class", "charts");
    charts.forEach(chart -> out.add(chart.figure()));
    out.close();
  }
}
