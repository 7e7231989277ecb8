package lockstep.nn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonErrorTest {

  static Stream<Arguments> damaged() {
    return Stream.of(
        arguments("", "line 1, column 1: expected a value, found the end."),
        arguments(" \n\n  ", "line 3, column 3: expected a value, found the end."),
        arguments("+1", "line 1, column 1: expected a value, found '+'."),
        arguments(".5", "line 1, column 1: expected a value, found '.'."),
        arguments("-", "line 1, column 2: expected a digit, found the end."),
        arguments("-x", "line 1, column 2: expected a digit, found 'x'."),
        arguments("1.", "line 1, column 3: expected a digit, found the end."),
        arguments("1.e5", "line 1, column 3: expected a digit, found 'e'."),
        arguments("1e", "line 1, column 3: expected a digit, found the end."),
        arguments("1e+-2", "line 1, column 4: expected a digit, found '-'."),
        arguments("01", "line 1, column 2: expected the end, found '1'."),
        arguments("0x10", "line 1, column 2: expected the end, found 'x'."),
        arguments("NaN", "line 1, column 1: expected a value, found 'N'."),
        arguments("tru", "line 1, column 1: expected true, found 't'."),
        arguments("nul]", "line 1, column 1: expected null, found 'n'."),
        arguments("truefalse", "line 1, column 5: expected the end, found 'f'."),
        arguments("[1 2]", "line 1, column 4: expected ',' or ']', found '2'."),
        arguments("[1,]", "line 1, column 4: expected a value, found ']'."),
        arguments("[1,\n 2", "line 2, column 3: expected ',' or ']', found the end."),
        arguments("[1}", "line 1, column 3: expected ',' or ']', found '}'."),
        arguments("{\"a\"}", "line 1, column 5: expected ':', found '}'."),
        arguments("{\"a\":}", "line 1, column 6: expected a value, found '}'."),
        arguments("{\"a\":1,}", "line 1, column 8: expected a name in double quotes, found '}'."),
        arguments("{\"a\":1", "line 1, column 7: expected ',' or '}', found the end."),
        arguments("{a:1}", "line 1, column 2: expected a name in double quotes, found 'a'."),
        arguments("{'a':1}", "line 1, column 2: expected a name in double quotes, found '''."),
        arguments("\"abc", "line 1, column 5: expected a closing double quote, found the end."),
        arguments("\"a\nb\"", "line 1, column 3: expected a closing double quote, found U+000A."),
        arguments("\"\0\"", "line 1, column 2: expected a closing double quote, found U+0000."),
        arguments(
            "\"\\x\"",
            "line 1, column 3: expected one of \" \\ / b f n r t u after a backslash, found 'x'."),
        arguments(
            "\"\\",
            "line 1, column 3: expected one of \" \\ / b f n r t u after a backslash, found the"
                + " end."),
        arguments("\"\\u12g4\"", "line 1, column 6: expected four hexadecimal digits, found 'g'."),
        arguments("\"\\u123", "line 1, column 7: expected four hexadecimal digits, found the end."),
        arguments("\"\\u１234\"", "line 1, column 4: expected four hexadecimal digits, found '１'."),
        arguments("\uFEFF{}", "line 1, column 1: expected a value, found U+FEFF."),
        arguments("\0", "line 1, column 1: expected a value, found U+0000."),
        arguments("1\u00a0", "line 1, column 2: expected the end, found '\u00a0'."),
        arguments("[1]\n\uD83D\uDE00", "line 2, column 1: expected the end, found '\uD83D\uDE00'."),
        arguments("[1]\r\n \uD83D", "line 2, column 2: expected the end, found U+D83D."));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void a_message_has_line_column_what_was_expected_and_what_was_found(String text, String message) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(JsonException.class)
        .hasMessage(message);
  }

  @Test
  void a_name_may_stand_once_in_an_object() {
    assertThatThrownBy(() -> Json.parse("{\"a\": 1,\n  \"b\": 2, \"a\": 3}"))
        .isInstanceOf(JsonException.class)
        .hasMessage("line 2, column 11: expected each name once, found 'a' again.");
    assertThatThrownBy(() -> Json.parse("{\"a\":null,\"\\u0061\":null}"))
        .isInstanceOf(JsonException.class)
        .hasMessage("line 1, column 11: expected each name once, found 'a' again.");
  }

  @Test
  void objects_side_by_side_may_have_the_same_names() {
    assertThat(Json.parse("[{\"a\":{\"a\":1}},{\"a\":2}]").text())
        .isEqualTo("[{\"a\":{\"a\":1}},{\"a\":2}]");
  }

  @Test
  void values_nest_512_deep_and_no_deeper() {
    String deepest = "[".repeat(512) + "]".repeat(512);
    assertThat(Json.parse(deepest).text()).isEqualTo(deepest);
    assertThatThrownBy(() -> Json.parse("[" + deepest + "]"))
        .isInstanceOf(JsonException.class)
        .hasMessage("line 1, column 513: expected at most 512 nested values, found '['.");
  }

  @Test
  void depth_is_counted_down_again_after_each_value() {
    String many = "[" + "[{\"a\":[]}],".repeat(1_000) + "0]";
    assertThat(Json.parse(many).text()).isEqualTo(many);
  }

  @Test
  void a_hostile_depth_does_not_overflow_the_stack() {
    assertThatThrownBy(() -> Json.parse("{\"a\":".repeat(1_000_000)))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("at most 512 nested values");
  }
}
