package lockstep.nn.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void what_was_printed_is_read_back_equal() {
    for (long seed = 0; seed < 2_000; seed++) {
      Json value = new RandomJson(seed).value(4);
      assertThat(Json.parse(value.text())).as("text, seed %d", seed).isEqualTo(value);
      assertThat(Json.parse(value.pretty())).as("pretty, seed %d", seed).isEqualTo(value);
    }
  }

  @Test
  void the_snippet_of_the_documentation_holds() {
    assertThat(Json.object().with("x", 1).with("y", 2.5).text()).isEqualTo("{\"x\":1,\"y\":2.5}");
    assertThat(Json.parse("[true, null]").text()).isEqualTo("[true,null]");
  }

  @Test
  void pretty_gives_each_member_and_item_its_line() {
    Json value =
        Json.object()
            .with("name", "lenet")
            .with("layers", Json.texts(List.of("conv", "dense")))
            .with("none", new Json.Items(List.of()))
            .with("empty", Json.object())
            .with("best", Json.object().with("epoch", 3).with("loss", 0.25).with("last", false))
            .with("note", new Json.Nothing());

    assertThat(value.pretty())
        .isEqualTo(
            """
            {
              "name": "lenet",
              "layers": [
                "conv",
                "dense"
              ],
              "none": [],
              "empty": {},
              "best": {
                "epoch": 3,
                "loss": 0.25,
                "last": false
              },
              "note": null
            }\
            """);
  }

  @Test
  void members_keep_their_order_when_built_and_when_read() {
    String text = "{\"z\":1,\"a\":2,\"m\":3,\"B\":4}";
    assertThat(Json.object().with("z", 1).with("a", 2).with("m", 3).with("B", 4).text())
        .isEqualTo(text);
    assertThat(Json.parse(text).text()).isEqualTo(text);
  }

  @Test
  void a_member_set_again_keeps_its_place() {
    assertThat(Json.object().with("a", 1).with("b", 2).with("a", 3).text())
        .isEqualTo("{\"a\":3,\"b\":2}");
  }

  @Test
  void with_leaves_the_object_that_it_extends_as_it_was() {
    Json.Fields one = Json.object().with("a", 1);
    assertThat(one.with("b", 2).members()).hasSize(2);
    assertThat(one.members()).hasSize(1);
  }

  @Test
  void a_value_shares_nothing_with_what_it_was_made_from_and_cannot_change() {
    var members = new LinkedHashMap<String, Json>();
    var fields = new Json.Fields(members);
    members.put("a", new Json.Nothing());
    assertThat(fields.text()).isEqualTo("{}");
    assertThatThrownBy(() -> fields.members().put("a", new Json.Nothing()))
        .isInstanceOf(UnsupportedOperationException.class);

    var list = new ArrayList<Json>();
    var items = new Json.Items(list);
    list.add(new Json.Nothing());
    assertThat(items.text()).isEqualTo("[]");
  }

  @Test
  void get_finds_a_member() {
    assertThat(Json.object().with("epoch", 3).get("epoch")).isEqualTo(new Json.Whole(3));
  }

  @Test
  void get_of_a_missing_member_names_those_there() {
    assertThatThrownBy(() -> Json.object().with("epoch", 3).with("loss", 0.5).get("los"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no member 'los', only [epoch, loss]");
  }

  @Test
  void space_between_values_means_nothing() {
    assertThat(Json.parse(" \t\r\n{ \"a\" :\n[ 1 ,\t2 ] }\r\n").text()).isEqualTo("{\"a\":[1,2]}");
  }

  @Test
  void words_are_read() {
    assertThat(Json.parse("[true,false,null]"))
        .isEqualTo(
            new Json.Items(
                List.of(new Json.Truth(true), new Json.Truth(false), new Json.Nothing())));
  }
}
