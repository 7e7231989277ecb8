package lockstep.nn.check;

import lockstep.nn.json.Json;

/// How many samples a class has.
///
/// @param label its name
/// @param train to learn from
/// @param validation to choose the best weights by
/// @param test held out
public record ClassCount(String label, int train, int validation, int test) {

  /// {@return all of them}
  public int count() {
    return train + validation + test;
  }

  /// {@return it as an object}
  public Json.Fields json() {
    return Json.object()
        .with("label", label)
        .with("train", train)
        .with("validation", validation)
        .with("test", test);
  }
}
