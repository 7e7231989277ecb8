package lockstep.nn.metric;

import lockstep.nn.json.Json;

/// The figures of one class.
///
/// @param label its name
/// @param support how many samples are of it
/// @param precision of the samples said to be of it, the part that is; 0 where none was
/// @param recall of the samples that are of it, the part found; 0 where there is none
/// @param f1 2·tp / (2·tp + fp + fn), 0 where that is 0 / 0
public record ClassScores(String label, long support, Score precision, Score recall, Score f1) {

  /// {@return it as an object}
  public Json.Fields json() {
    return Json.object()
        .with("label", label)
        .with("support", support)
        .with("precision", precision.json())
        .with("recall", recall.json())
        .with("f1", f1.json());
  }
}
