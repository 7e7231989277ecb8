package lockstep.nn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ChartTest {

  private static final Axis EPOCH = new Axis("epoch", Axis.Scale.WHOLE);
  private static final Axis LOSS = new Axis("loss <nats>", Axis.Scale.TENFOLD);

  private static Mark.Line line(String name, double... values) {
    return new Mark.Line(
        name,
        IntStream.range(0, values.length)
            .mapToObj(i -> new Mark.Point(i + 1, values[i], "epoch " + (i + 1) + " & more"))
            .toList(),
        Mark.Stroke.WHOLE);
  }

  private static Element figure(Chart chart) {
    return WellFormed.parse(chart.figure().toString());
  }

  @Test
  void a_line_is_drawn_from_point_to_point_with_what_is_said_of_each() {
    Element figure = figure(Chart.of("A <b>", EPOCH, LOSS).with(line("t & v", 4, 2, 1)));
    assertThat(WellFormed.texts(figure, "strong")).containsExactly("A <b>");
    assertThat(WellFormed.texts(figure, "title")).contains("epoch 3 & more");
    assertThat(WellFormed.texts(figure, "span")).map(String::strip).containsExactly("t & v");
    assertThat(WellFormed.all(figure, "path"))
        .extracting(path -> path.getAttribute("d"))
        .anyMatch(d -> d.matches("M[\\d.]+ [\\d.]+(L[\\d.]+ [\\d.]+){2}"));
    assertThat(WellFormed.all(figure, "svg").getLast().getAttribute("aria-label"))
        .isEqualTo("A <b>: t & v from 4.000 to 1.000, by epoch");
  }

  @Test
  void a_gap_breaks_the_line() {
    Element figure =
        figure(
            Chart.of("", EPOCH, LOSS).with(line("", 4, Double.NaN, 1, Double.POSITIVE_INFINITY)));
    assertThat(WellFormed.all(figure, "path"))
        .extracting(path -> path.getAttribute("d"))
        .anyMatch(d -> d.matches("(M[\\d.]+ [\\d.]+){2}"))
        .noneMatch(d -> d.contains("NaN") || d.contains("Infinity"));
  }

  @Test
  void places_are_inside_the_drawing_whatever_the_numbers() {
    for (double[] values :
        List.of(
            new double[] {1},
            new double[] {0, 0},
            new double[] {1e-30, 1e30},
            new double[] {-5, 5},
            new double[] {})) {
      Element figure = figure(Chart.of("", EPOCH, LOSS).with(line("", values)));
      assertThat(WellFormed.all(figure, "circle"))
          .allSatisfy(circle -> {
            assertThat(Double.parseDouble(circle.getAttribute("cx"))).isBetween(0.0, 360.0);
            assertThat(Double.parseDouble(circle.getAttribute("cy"))).isBetween(0.0, 220.0);
          });
    }
  }

  @Test
  void bars_stand_on_zero_and_doubtful_ones_are_hollow() {
    var bars = List.of(new Mark.Bar(0, 1, 3, "three", false), new Mark.Bar(1, 2, 6, "six", true));
    Element figure =
        figure(
            Chart.of("", EPOCH, new Axis("", Axis.Scale.NUMBERS)).with(new Mark.Bars("b", bars)));
    List<Element> drawn =
        WellFormed.all(figure, "rect").stream().filter(bar -> bar.hasAttribute("x")).toList();
    assertThat(drawn).hasSize(3);
    assertThat(Double.parseDouble(drawn.get(2).getAttribute("height")))
        .isCloseTo(
            2 * Double.parseDouble(drawn.get(1).getAttribute("height")),
            org.assertj.core.data.Offset.offset(0.2));
    assertThat(drawn.get(2).getAttribute("class")).contains("hollow");
  }

  @Test
  void thousands_of_points_make_no_page_of_megabytes() {
    double[] many = IntStream.range(0, 100_000).mapToDouble(i -> 1 + i % 7).toArray();
    assertThat(Chart.of("", EPOCH, LOSS).with(line("", many)).figure().toString())
        .hasSizeLessThan(40_000);
  }
}
