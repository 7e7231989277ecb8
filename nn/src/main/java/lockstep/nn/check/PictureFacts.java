package lockstep.nn.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import lockstep.nn.data.Image;
import lockstep.nn.data.Sample;
import lockstep.nn.data.image.ImageReport;

/// What pictures are like.
final class PictureFacts {

  /// Smaller ones show hardly anything.
  private static final int SMALL = 8;

  /// The largest side against the smallest, over all pictures.
  private static final int MANY_TIMES = 4;

  private PictureFacts() {}

  /// Remembers pictures on which nothing is to be seen.
  static void look(Sample sample, List<String> flat) {
    if (sample.input() instanceof Image image) {
      byte[] pixels = image.pixels();
      int channels = image.channels();
      for (int i = channels; i < pixels.length; i++) {
        if (pixels[i] != pixels[i - channels]) {
          return;
        }
      }
      flat.add(sample.origin());
    }
  }

  static Facts of(Joined all, List<String> flat) {
    ImageReport report = ImageReport.of(all);
    var facts = new ArrayList<Fact>();
    var findings = new ArrayList<Finding>();
    if (report.sizes().isEmpty()) {
      return new Facts(facts, findings);
    }
    facts.add(new Fact("sizes", sizes(report)));
    Map<String, Integer> modes = new TreeMap<>();
    report.sizes().forEach(size -> modes.merge(mode(size.channels()), size.count(), Integer::sum));
    facts.add(new Fact("colours", modes(modes)));
    facts.add(new Fact("values", values(report)));
    if (modes.size() > 1) {
      findings.add(
          Finding.of(
              Finding.Weight.NOTE,
              "Some pictures are " + String.join(", others ", modes.keySet()) + ".",
              "Nothing has to be done: all are made alike, in colour where there is colour."));
    }
    sizesDiffer(report, findings);
    if (!flat.isEmpty()) {
      findings.add(
          new Finding(
              Finding.Weight.DOUBT,
              Words.count(flat.size(), "picture")
                  + (flat.size() == 1 ? " is" : " are")
                  + " of one colour all over: nothing is to be seen on "
                  + (flat.size() == 1 ? "it." : "them."),
              "Remove " + (flat.size() == 1 ? "it." : "them."),
              flat));
    }
    return new Facts(facts, findings);
  }

  private static String mode(int channels) {
    return switch (channels) {
      case 1 -> "grey";
      case 2 -> "grey with transparency";
      case 3 -> "in colour";
      default -> "in colour with transparency";
    };
  }

  private static String modes(Map<String, Integer> modes) {
    return modes.size() == 1
        ? "all " + modes.keySet().iterator().next()
        : modes.entrySet().stream()
            .map(each -> Words.count(each.getValue()) + " " + each.getKey())
            .collect(Collectors.joining(", "));
  }

  private static String sizes(ImageReport report) {
    Map<String, Integer> sizes = new TreeMap<>();
    report.sizes().forEach(size -> sizes.merge(text(size), size.count(), Integer::sum));
    if (sizes.size() == 1) {
      return "all " + sizes.keySet().iterator().next() + " (height × width)";
    }
    var byArea =
        Comparator.<ImageReport.SizeCount>comparingLong(s -> (long) s.height() * s.width());
    var common = sizes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return text(report.sizes().stream().min(byArea).orElseThrow())
        + " to "
        + text(report.sizes().stream().max(byArea).orElseThrow())
        + ", "
        + Words.count(sizes.size())
        + " different; most often "
        + common.getKey()
        + " ("
        + Words.share(common.getValue(), report.images())
        + ")";
  }

  private static String text(ImageReport.SizeCount size) {
    return size.height() + "×" + size.width();
  }

  private static String values(ImageReport report) {
    int least = report.channels().stream().mapToInt(ImageReport.Channel::least).min().orElse(0);
    int most = report.channels().stream().mapToInt(ImageReport.Channel::most).max().orElse(0);
    return least
        + " to "
        + most
        + ", mean "
        + report.channels().stream()
            .limit(3)
            .map(channel -> String.valueOf(Math.round(channel.mean())))
            .collect(Collectors.joining(", "))
        + (report.channels().size() >= 3 ? " (red, green, blue)" : "");
  }

  private static void sizesDiffer(ImageReport report, List<Finding> findings) {
    int least =
        report.sizes().stream().mapToInt(s -> Math.min(s.height(), s.width())).min().orElse(0);
    int most =
        report.sizes().stream().mapToInt(s -> Math.max(s.height(), s.width())).max().orElse(0);
    int small =
        report.sizes().stream()
            .filter(size -> Math.min(size.height(), size.width()) < SMALL)
            .mapToInt(ImageReport.SizeCount::count)
            .sum();
    if (small > 0) {
      findings.add(
          Finding.of(
              Finding.Weight.DOUBT,
              Words.count(small, "picture")
                  + (small == 1 ? " has" : " have")
                  + " a side of fewer than "
                  + SMALL
                  + " pixels.",
              "Look whether they are thumbnails or icons that slipped in."));
    } else if (most > MANY_TIMES * least) {
      findings.add(
          Finding.of(
              Finding.Weight.NOTE,
              "Sides are from " + least + " to " + most + " pixels long.",
              "All are scaled to one size; cut out what matters where it is small."));
    }
  }
}
