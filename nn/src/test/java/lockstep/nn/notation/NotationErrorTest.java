package lockstep.nn.notation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import lockstep.nn.tensor.DType;
import lockstep.nn.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is wrong is said with its line, its column and what to do.
class NotationErrorTest {

  private static final Map<String, Integer> WORDS = Map.of("outputs", 10, "height", 28);

  private static NotationException wrong(String text) {
    return catchThrowableOfType(NotationException.class, () -> Notation.read(text, "t.net", WORDS));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          con2d 3 3             ! 1:1: expected a layer, found `con2d`. Did you mean `conv2d`?
          MaxPool2d 2           ! 1:1: expected a layer, found `MaxPool2d`. Did you mean `max-pool2d`?
          linear 10             ! 1:1: expected a layer, found `linear`. Did you mean `dense`?
          xylophone             ! 1:1: expected a layer, found `xylophone`. `lockstep model --layers` lists them.
          dense                 ! 1:1: expected `out` of dense, found nothing. Write `dense OUT [no-bias]`.
          dense ten             ! 1:7: expected a whole number for `out` of dense, found `ten`. Write `dense OUT [no-bias]`.
          dense 2.5             ! 1:7: expected a whole number for `out` of dense, found `2.5`.
          dense 3000000000      ! 1:7: expected a whole number for `out` of dense, found `3000000000`. The largest is 2147483647.
          dense height/0        ! 1:7: expected a whole number for `out` of dense, found `height/0`. Nothing divides by 0.
          dense output          ! 1:7: expected a whole number for `out` of dense, found `output`. Did you mean `outputs`?
          dense symbols         ! 1:7: expected a whole number for `out` of dense, found `symbols`, which this data does not have. It has height = 28, outputs = 10.
          dense 0               ! 1:1: Dense.out: expected 1 or more, got 0.
          dense 3 no_bias       ! 1:9: expected a setting of dense, found `no_bias`. Did you mean `no-bias`?
          dense 3 out=4         ! 1:9: expected `out` of dense once, found it again. Write `dense OUT [no-bias]`.
          dense 3 bias=         ! 1:14: expected what bias is, found the end of the text. Write `dense OUT [no-bias]`.
          conv2d 3 3 strid=2    ! 1:12: expected a setting of conv2d, found `strid`. Did you mean `stride`?
          conv2d 3 3 padding=sam ! 1:20: expected valid or same or a whole number for `padding` of conv2d, found `sam`. Did you mean `same`?
          conv2d 3 3 padding=-1 ! 1:20: Padding.amount: expected 0 or more, got -1.
          conv2d 3, 3           ! 1:9: expected a setting of conv2d or the end of the line, found `,`. Settings stand side by side, as in `conv2d 32 3 stride=2`.
          stem: conv2d 3 3      ! 1:1: expected a layer, found the name `stem`. Write `named stem { … }` around the layer.
          dropout 1.5           ! 1:1: Dropout.probability: expected at least 0 and less than 1, got 1.5.
          dropout much          ! 1:9: expected a number for `probability` of dropout, found `much`. Write `dropout PROBABILITY`.
          elu 1e99              ! 1:5: expected a number for `alpha` of elu that a float can hold, found `1e99`. The largest is about 3.4e38.
          relu { dense 3 }      ! 1:6: expected the end of the line after relu, found `{`. It has no block: write `relu`.
          residual              ! 1:9: expected `{`, found the end of the text. Write `residual { … } [shortcut { … }] [activation { … }]`.
          residual { }          ! 1:12: expected a layer, found `}`. For nothing at all write `identity`.
          residual { relu       ! 1:16: expected `}` for the `{` of line 1, found the end of the text. Add it where the block ends.
          relu }                ! 1:6: expected a layer, found `}`. Remove it, or open its block with `{`.
          repeat { relu }       ! 1:8: expected how often, found `{`. Write `repeat COUNT { … }`.
          repeat 0 { relu }     ! 1:8: expected a whole number of 1 or more, found `0`.
          named "a { relu }     ! 1:7: expected a setting of named or the end of the line, found `"`. Close the quotes on the same line.
          named a.b { relu }    ! 1:1: Named.name: expected a name without dots, got `a.b`.
          42                    ! 1:1: expected a layer, found `42`. `lockstep model --layers` lists them.
          concat { }            ! 1:1: Concat.branches: expected 1 or more, got 0.
          "relu"                ! 1:1: expected the name of a layer, found "relu".
          """)
  void a_mistake_is_a_sentence_with_its_place(String text, String message) {
    assertThat(wrong(text)).hasMessage("t.net:" + message);
  }

  @Test
  void an_empty_text_is_no_network() {
    assertThat(wrong("# nothing\n"))
        .hasMessage(
            "t.net:2:1: expected a layer, such as `dense outputs`, found the end of the text.");
  }

  @Test
  void the_line_and_a_mark_follow() {
    NotationException problem = wrong("relu\n\tconv2d 3 3 sme # that\n");
    assertThat(problem).hasMessageStartingWith("t.net:2:13:");
    assertThat(problem.excerpt()).isEqualTo("2 | \tconv2d 3 3 sme # that\n  | \t           ^");
    NotationException far = wrong("dense 3 " + " ".repeat(500) + "wide");
    assertThat(far).hasMessageStartingWith("t.net:1:509:");
    assertThat(far.excerpt().lines()).allMatch(line -> line.length() < 80);
  }

  @Test
  void depth_and_number_are_bounded() {
    assertThat(wrong("residual { ".repeat(100_000)))
        .hasMessageContaining("expected at most 100 blocks within each other");
    assertThat(wrong("repeat 1000 { repeat 1000 { repeat 1000 { relu } } }"))
        .hasMessageContaining("expected at most 10000 layers in all");
    assertThat(wrong("relu\n".repeat(10_001))).hasMessageStartingWith("t.net:10001:1: ");
    assertThat(wrong("dense " + "9*".repeat(100_000))).hasMessageContaining("a whole number");
    assertThat(wrong("dropout " + "9".repeat(100_000))).hasMessageContaining("a number");
    assertThat(wrong("a".repeat(100_000))).message().hasSizeLessThan(200);
  }

  @Test
  void a_layer_that_does_not_fit_is_named_by_its_line() {
    Blueprint flat =
        Notation.read(
            """
            flatten
            residual {
              relu
              sequential {
                named stem { conv2d 8 3 }
              }
            }
            """,
            "t.net",
            WORDS);
    assertThat(
            catchThrowableOfType(
                NotationException.class, () -> flat.check(DType.FLOAT32, Shape.of(28, 28, 1))))
        .hasMessage("t.net:5:18: Conv2d: expected images [N, H, W, C], got [N, 784]. Reshape it.");
    Blueprint uneven = Notation.read("flatten\nresidual { dense 3 }", "t.net", WORDS);
    assertThat(
            catchThrowableOfType(
                NotationException.class, () -> uneven.check(DType.FLOAT32, Shape.of(2, 2))))
        .hasMessageStartingWith("t.net:2:1: Residual: expected a shortcut of the shape [N, 3]");
  }

  @Test
  void a_check_says_the_shape_at_the_end_and_points_at_the_last_layer() {
    Blueprint blueprint =
        Notation.read(
            "flatten\ninitialized-same 1 {\n  relu\n  repeat 2 { dense outputs }\n}",
            "t.net",
            WORDS);
    assertThat(blueprint.check(DType.FLOAT32, Shape.of(2, 2))).isEqualTo(Shape.batch(10));
    assertThat(blueprint.wrongEnd("wrong.")).hasMessage("t.net:4:14: wrong.");
  }
}
