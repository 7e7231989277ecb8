package lockstep.nn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordJsonTest {

  interface Figure {}

  enum Colour {
    RED,
    GREEN
  }

  enum Empty implements Figure {
    NOTHING
  }

  record Dot() implements Figure {}

  record Circle(double radius) implements Figure {
    Circle {
      if (!(radius > 0)) {
        throw new IllegalArgumentException(
            "Circle.radius: expected more than 0, got " + radius + ".");
      }
    }
  }

  record Group(List<Figure> figures, Map<String, Colour> colours) implements Figure {}

  record Plain(
      int whole,
      long wide,
      float narrow,
      double real,
      boolean truth,
      String text,
      Colour colour,
      List<List<Float>> rows,
      Shape shape,
      Json.Fields more,
      Circle circle) {}

  record Grown(int old, Optional<Circle> more, Optional<Figure> most) {}

  record Mistake(String type) {}

  record Raw(Object anything) {}

  sealed interface Wheel permits Round, Square {}

  record Round() implements Wheel {}

  record Square(int side) implements Wheel {}

  private final RecordJson records =
      new RecordJson(
          List.of(
              Empty.class,
              Dot.class,
              Circle.class,
              Group.class,
              Plain.class,
              Grown.class,
              Wheel.class,
              Mistake.class,
              Raw.class));

  private static Plain plain(float narrow, double real) {
    return new Plain(
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        narrow,
        real,
        true,
        "ä\"\n",
        Colour.GREEN,
        List.of(List.of(), List.of(0.1f, -0f)),
        Shape.batch(28, 1),
        Json.object().with("a", 1),
        new Circle(2));
  }

  @Test
  void a_record_is_an_object_of_its_components() {
    assertThat(records.write(plain(0.1f, 0.1)).text())
        .isEqualTo(
            "{\"type\":\"Plain\",\"whole\":-2147483648,\"wide\":9223372036854775807,"
                + "\"narrow\":0.1,\"real\":0.1,\"truth\":true,\"text\":\"ä\\\"\\n\","
                + "\"colour\":\"GREEN\",\"rows\":[[],[0.1,-0]],\"shape\":[\"N\",28,1],"
                + "\"more\":{\"a\":1},\"circle\":{\"radius\":2}}");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        -0.0,
        0.1,
        1e300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1.2345678901234568e18,
        1e-5
      })
  void numbers_come_back_bit_by_bit(double value) {
    Plain before = plain((float) value, value);
    assertThat(records.read(Plain.class, Json.parse(records.write(before).text())))
        .isEqualTo(before);
  }

  @Test
  void every_float_comes_back() {
    for (long bits = 0; bits < 1L << 32; bits += 40_009) {
      float value = Float.intBitsToFloat((int) bits);
      Plain before = plain(value, 0);
      Json json = Json.parse(records.write(before).get("narrow").text());
      float after = new RecordJson(List.of()).read(Narrow.class, Json.object().with("x", json)).x;
      assertThat(Float.floatToIntBits(after)).isEqualTo(Float.floatToIntBits(value));
    }
  }

  record Narrow(float x) {}

  @Test
  void what_is_optional_is_there_or_left_out() {
    var none = new Grown(1, Optional.empty(), Optional.empty());
    assertThat(records.write(none).text()).isEqualTo("{\"type\":\"Grown\",\"old\":1}");
    assertThat(records.read(Grown.class, Json.parse("{\"old\":1}"))).isEqualTo(none);
    var both = new Grown(1, Optional.of(new Circle(2)), Optional.of(new Dot()));
    String text = records.write(both).text();
    assertThat(text)
        .isEqualTo(
            "{\"type\":\"Grown\",\"old\":1,\"more\":{\"radius\":2},\"most\":{\"type\":\"Dot\"}}");
    assertThat(records.read(Grown.class, Json.parse(text))).isEqualTo(both);
    assertThatThrownBy(() -> records.read(Grown.class, Json.parse("{\"old\":1,\"more\":2}")))
        .hasMessageStartingWith("Grown.more: expected an object, found 2");
    assertThatThrownBy(() -> records.read(Grown.class, Json.parse("{}")))
        .hasMessageStartingWith("Grown: expected a member `old`, found only []");
  }

  @Test
  void an_interface_is_told_by_the_name_of_a_class() {
    Figure figure =
        new Group(
            List.of(new Dot(), new Circle(1), Empty.NOTHING, new Group(List.of(), Map.of())),
            Map.of("a", Colour.RED));
    Json json = records.write(figure);
    assertThat(json.text())
        .isEqualTo(
            "{\"type\":\"Group\",\"figures\":[{\"type\":\"Dot\"},{\"type\":\"Circle\",\"radius\":1},"
                + "{\"type\":\"Empty\",\"name\":\"NOTHING\"},"
                + "{\"type\":\"Group\",\"figures\":[],\"colours\":{}}],\"colours\":{\"a\":\"RED\"}}");
    assertThat(records.read(Figure.class, Json.parse(json.pretty()))).isEqualTo(figure);
  }

  @Test
  void a_sealed_interface_registers_all_of_its_records() {
    assertThat(records.read(Wheel.class, records.write(new Square(3)))).isEqualTo(new Square(3));
  }

  @Test
  void a_shape_may_have_several_of_the_batch() {
    record Shaped(Shape shape) {}
    var some = new RecordJson(List.of(Shaped.class));
    for (Shape shape :
        List.of(Shape.scalar(), Shape.of(3, 0), Shape.of(2, 64, 5).withBatchAxis(1))) {
      assertThat(some.read(Shaped.class, Json.parse(some.write(new Shaped(shape)).text())).shape())
          .isEqualTo(shape);
    }
  }

  static Stream<Arguments> damaged() {
    return Stream.of(
        arguments(
            "{\"type\":\"Circel\",\"radius\":1}",
            "Figure.type: expected one of [Circle, Dot, Empty, Group], found \"Circel\"."
                + " Did you mean `Circle`? What a program adds must be registered."),
        arguments(
            "{\"type\":\"java.lang.Runtime\"}",
            "Figure.type: expected one of [Circle, Dot, Empty, Group], found"
                + " \"java.lang.Runtime\". What a program adds must be registered."),
        arguments(
            "{\"type\":\"Plain\"}",
            "Figure.type: expected one of [Circle, Dot, Empty, Group], found \"Plain\"."
                + " What a program adds must be registered."),
        arguments(
            "{}",
            "Figure: expected a member `type`, one of [Circle, Dot, Empty, Group], found none."),
        arguments("[1,2]", "Figure: expected an object, found an array of 2."),
        arguments(
            "{\"type\":\"Circle\"}", "Figure: expected a member `radius`, found only [type]."),
        arguments(
            "{\"type\":\"Circle\",\"radus\":1}",
            "Figure: expected members [radius], found `radus`. Did you mean `radius`?"),
        arguments(
            "{\"type\":\"Circle\",\"radius\":\"big\"}",
            "Figure.radius: expected a number, \"NaN\", \"Infinity\" or \"-Infinity\", found"
                + " \"big\"."),
        arguments(
            "{\"type\":\"Circle\",\"radius\":0}",
            "Figure: Circle.radius: expected more than 0, got 0.0."),
        arguments(
            "{\"type\":\"Group\",\"figures\":[{\"type\":\"Dot\"},{\"type\":\"Circle\",\"radius\":-1}],"
                + "\"colours\":{}}",
            "Figure.figures[1]: Circle.radius: expected more than 0, got -1.0."),
        arguments(
            "{\"type\":\"Group\",\"figures\":[],\"colours\":{\"x\":\"GREN\"}}",
            "Figure.colours.x: expected one of [RED, GREEN], found \"GREN\". Did you mean"
                + " `GREEN`?"));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void a_message_has_the_path_what_was_expected_and_what_was_found(String text, String message) {
    assertThatThrownBy(() -> records.read(Figure.class, Json.parse(text)))
        .isInstanceOf(JsonException.class)
        .hasMessage(message);
  }

  @Test
  void a_whole_number_must_fit() {
    assertThatThrownBy(() -> records.read(Square.class, Json.parse("{\"side\":2147483648}")))
        .hasMessage(
            "Square.side: expected a whole number from -2147483648 to 2147483647, found"
                + " 2147483648.");
    assertThatThrownBy(() -> records.read(Square.class, Json.parse("{\"side\":1.5}")))
        .hasMessageContaining("found 1.5");
    assertThatThrownBy(
            () -> new RecordJson(List.of()).read(Narrow.class, Json.parse("{\"x\":1e39}")))
        .hasMessageContaining("Narrow.x: expected a number within");
  }

  @Test
  void what_is_no_registered_record_is_refused_with_what_to_do() {
    Figure lambdaLike = new Figure() {};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> records.write(new Group(List.of(new Dot(), lambdaLike), Map.of())))
        .withMessageMatching(
            "Group\\.figures\\[1]: expected a registered record, got .*, which cannot be stored\\."
                + " Make it a public record and register it\\.");
    Runnable lambda = () -> {};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> records.write(new Raw(lambda)))
        .withMessageStartingWith("Raw.anything: expected a registered record, got a lambda");
  }

  @Test
  void a_component_may_not_be_called_type() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> records.write(new Mistake("a")))
        .withMessage(
            "Mistake.type: expected another name, which `type` would hide. Rename the component.");
  }

  static final class Other {
    record Circle() implements Figure {}

    record Plain() {}
  }

  @Test
  void a_name_may_stand_for_two_classes_of_no_common_interface() {
    var two = new RecordJson(List.of(Plain.class, Other.Plain.class));
    assertThat(two.read(Other.Plain.class, two.write(new Other.Plain())))
        .isEqualTo(new Other.Plain());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RecordJson(List.of(Circle.class, Other.Circle.class)))
        .withMessageContaining("expected a name of its own");
  }

  record Later(int size, @WhenAbsent("[1, 2]") List<Integer> added) {}

  @Test
  void a_component_that_was_added_later_says_what_it_is_in_older_files() {
    var records = new RecordJson(List.of(Later.class));
    assertThat(records.read(Later.class, Json.parse("{\"size\": 3}")))
        .isEqualTo(new Later(3, List.of(1, 2)));
    assertThat(records.read(Later.class, Json.parse("{\"size\": 3, \"added\": []}")))
        .isEqualTo(new Later(3, List.of()));
    assertThat(records.read(Later.class, records.write(new Later(3, List.of(5)))))
        .isEqualTo(new Later(3, List.of(5)));
  }
}
