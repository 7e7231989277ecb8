package lockstep.nn.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import lockstep.nn.data.Image;
import lockstep.nn.metric.Classification;
import lockstep.nn.metric.LanguageModel;
import lockstep.nn.metric.Regression;
import lockstep.nn.runs.History;
import lockstep.nn.runs.Standing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class ReportTest {

  private static final String EVIL = "</td><script>alert('x')</script>&\u0000";

  private static Report report(Findings findings) {
    var rows =
        IntStream.range(0, 3)
            .mapToObj(i ->
                new History.Row(
                    10L * (i + 1),
                    i,
                    new LinkedHashMap<>(
                        Map.of(
                            "trained_loss",
                            1.0 / (i + 1),
                            "loss",
                            1.2 / (i + 1),
                            "accuracy",
                            0.3 * (i + 1),
                            "learning_rate",
                            0.01))))
            .toList();
    return new Report(
        "cnn on " + EVIL,
        "A sentence of " + EVIL + ".",
        new Curves(new History(rows), "accuracy", 3, 20, Standing.none()),
        findings,
        new Origins(
            List.of(new Origins.Entry("data", EVIL)),
            List.of(new Origins.Entry("cpu", "fast")),
            "lockstep train '" + EVIL + "'",
            "The same again.",
            "{\n  \"name\": \"" + EVIL + "\"\n}"),
        List.of("A note of " + EVIL));
  }

  private static Findings.Classes classes(int count, Shown shown) {
    List<String> labels =
        IntStream.range(0, count).mapToObj(i -> i == 1 ? EVIL : "class " + i).toList();
    var metric = new Classification(labels);
    for (int i = 0; i < 3 * count; i++) {
      float[] logits = new float[count];
      logits[i % 4 == 0 ? (i + 1) % count : i % count] = i % 3;
      metric.addLogits(logits, i % count);
    }
    var example = new Example(shown, EVIL, EVIL, "class 0", 0.75, EVIL, 0.2);
    return new Findings.Classes(metric, List.of(example), List.of(example, example));
  }

  private static Image image(int height, int width, int channels) {
    byte[] pixels = new byte[height * width * channels];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (7 * i);
    }
    return new Image(height, width, channels, pixels);
  }

  static Stream<Findings> findings() {
    var regression = new Regression(1);
    var pairs =
        IntStream.range(0, 50).mapToObj(i -> new Findings.Pair(i, i + Math.sin(i))).toList();
    pairs.forEach(pair -> regression.add((float) pair.said(), (float) pair.truth()));
    var series = List.of(1.0, 2.0, 3.0);
    var texts = new LanguageModel();
    texts.add(12, 10);
    texts.add(10, 10);
    var cells = new Shown.Cells(List.of("x", EVIL), List.of(EVIL, "2"));
    return Stream.of(
        classes(3, new Shown.Picture(image(8, 8, 1))),
        classes(2, new Shown.Picture(image(300, 200, 3))),
        classes(20, new Shown.Words(EVIL.repeat(100))),
        classes(60, cells),
        classes(4, new Shown.Recording(0.5, List.of(0.1, 1.0, 0.3))),
        new Findings.Quantities(
            regression, EVIL, pairs, List.of(new Findings.Measured(cells, EVIL, pairs.getFirst()))),
        new Findings.Forecasts(
            regression,
            EVIL,
            List.of(new Findings.Window(EVIL, series, series, series)),
            series,
            pairs),
        new Findings.Reconstructions(
            regression,
            List.of(new Findings.Twins(image(4, 4, 1), image(4, 4, 1), EVIL, 0.5)),
            List.of()),
        new Findings.Texts(
            texts,
            List.of(
                new Findings.Passage(
                    List.of(new Findings.Token("<", 0.5), new Findings.Token("\n", 0))))));
  }

  private static Element page(Findings findings) {
    return WellFormed.parse(report(findings).html().replaceFirst("<!DOCTYPE html>", ""));
  }

  @ParameterizedTest(name = "findings {index}")
  @MethodSource("findings")
  void a_page_is_whole_and_needs_nothing_from_elsewhere(Findings findings) {
    String html = report(findings).html();
    assertThat(html).startsWith("<!DOCTYPE html>\n<html lang=\"en\">");
    assertThat(html).doesNotContain("http:", "https:", "<script", "url(", "@import", "\u0000");
    Element page = WellFormed.parse(html.replaceFirst("<!DOCTYPE html>", ""));
    for (String tag : List.of("script", "link", "iframe", "object", "form")) {
      assertThat(WellFormed.all(page, tag)).isEmpty();
    }
    assertThat(WellFormed.all(page, "img"))
        .allSatisfy(img -> {
          assertThat(img.getAttribute("src")).startsWith("data:image/png;base64,");
          assertThat(img.getAttribute("alt")).isNotEmpty();
        });
    assertThat(WellFormed.all(page, "meta"))
        .extracting(meta -> meta.getAttribute("content"))
        .anyMatch(content -> content.contains("default-src 'none'"));
  }

  @ParameterizedTest(name = "findings {index}")
  @MethodSource("findings")
  void what_a_reader_needs_is_there(Findings findings) {
    Element page = page(findings);
    assertThat(WellFormed.texts(page, "h1")).hasSize(1);
    assertThat(WellFormed.texts(page, "h2"))
        .startsWith("How it learnt")
        .endsWith("All figures", "How to make it again");
    assertThat(WellFormed.texts(page, "pre").getFirst()).startsWith("lockstep train '");
    List<String> ids =
        WellFormed.all(page, "section").stream().map(each -> each.getAttribute("id")).toList();
    assertThat(ids).doesNotHaveDuplicates().doesNotContain("");
    assertThat(WellFormed.all(page, "a"))
        .extracting(link -> link.getAttribute("href").substring(1))
        .containsExactlyElementsOf(ids);
    assertThat(WellFormed.texts(page, "strong")).contains("Loss", "Accuracy", "Learning rate");
  }

  @Test
  void all_classes_are_in_the_matrix_and_the_table() {
    Element page = page(classes(20, new Shown.Words("a")));
    assertThat(WellFormed.all(page, "td").stream().filter(td -> td.hasAttribute("title")))
        .hasSize(400);
    assertThat(WellFormed.texts(page, "th")).contains("class 19", "class 0");
  }

  @Test
  void many_classes_show_mistakes_and_the_weakest_classes_first() {
    Element page = page(classes(60, new Shown.Words("a")));
    assertThat(WellFormed.all(page, "td").stream().filter(td -> td.hasAttribute("title")))
        .isEmpty();
    assertThat(WellFormed.texts(page, "summary")).contains("The other 20 classes");
    assertThat(WellFormed.texts(page, "th")).contains("class 59", "class 0", "Taken for");
  }

  @Test
  void perfect_answers_are_not_praised_beyond_what_they_show() {
    var metric = new Classification(2);
    for (int i = 0; i < 34; i++) {
      metric.addLogits(new float[] {i % 2 * 9, 9 - i % 2 * 9}, i % 2 == 0 ? 1 : 0);
    }
    Element page = page(new Findings.Classes(metric, List.of(), List.of()));
    assertThat(page.getTextContent())
        .contains("no mistake in 34 held-out samples", "above 91.6 %", "There is no mistake.");
  }

  @Test
  void a_picture_keeps_its_pixels_and_a_large_one_is_made_smaller() throws IOException {
    for (int channels = 1; channels <= 4; channels++) {
      Image image = image(5, 7, channels);
      BufferedImage read = read(image);
      assertThat(read.getWidth()).isEqualTo(7);
      int first = channels < 3 ? 0 : image.at(4, 6, 2);
      int grey = image.at(4, 6, 0);
      int blue = channels < 3 ? grey : first;
      if (channels % 2 == 1) {
        assertThat(channels == 1 ? read.getRaster().getSample(6, 4, 0) : read.getRGB(6, 4) & 0xff)
            .isEqualTo(blue);
      }
    }
    var out = new Markup();
    PictureFile.write(out, image(300, 200, 3), "a photo");
    assertThat(out.toString()).contains("width=\"96\" height=\"144\" class=\"photo\"");
  }

  private static BufferedImage read(Image image) throws IOException {
    String address = PictureFile.address(image);
    byte[] bytes = Base64.getDecoder().decode(address.substring(address.indexOf(',') + 1));
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }
}
