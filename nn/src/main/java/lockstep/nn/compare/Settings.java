package lockstep.nn.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import lockstep.nn.json.Json;

/// The settings of a run, one by one.
final class Settings {

  private Settings() {}

  /// What JSON holds by its path: `learning.batch`.
  static SequencedMap<String, String> flat(Json json) {
    var flat = new LinkedHashMap<String, String>();
    add("", json, flat);
    return flat;
  }

  private static void add(String path, Json json, SequencedMap<String, String> flat) {
    switch (json) {
      case Json.Fields(var members) ->
          members.forEach(
              (name, value) -> add(path.isEmpty() ? name : path + "." + name, value, flat));
      case Json.Items(var items) -> {
        if (items.stream().anyMatch(Settings::isNested)) {
          for (int i = 0; i < items.size(); i++) {
            add(path + "." + (i + 1), items.get(i), flat);
          }
        } else {
          flat.put(path, all(items));
        }
      }
      case Json.Text _, Json.Whole _, Json.Real _, Json.Truth _, Json.Nothing _ ->
          flat.put(path, value(json));
    }
  }

  private static boolean isNested(Json json) {
    return switch (json) {
      case Json.Fields _, Json.Items _ -> true;
      case Json.Text _, Json.Whole _, Json.Real _, Json.Truth _, Json.Nothing _ -> false;
    };
  }

  private static String all(List<Json> items) {
    return items.stream().map(Settings::value).collect(Collectors.joining(" "));
  }

  private static String value(Json json) {
    return switch (json) {
      case Json.Text(var text) -> text;
      case Json.Truth(var truth) -> truth ? "yes" : "no";
      case Json.Nothing _ -> "";
      case Json.Whole _, Json.Real _, Json.Fields _, Json.Items _ -> json.text();
    };
  }
}
