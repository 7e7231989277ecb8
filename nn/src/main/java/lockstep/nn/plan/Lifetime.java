package lockstep.nn.plan;

/// From when until when some bytes are needed.
///
/// @param bytes how many
/// @param first the step that writes them
/// @param last the last step that reads them
public record Lifetime(long bytes, int first, int last) {

  boolean meets(Lifetime other) {
    return first <= other.last && other.first <= last;
  }
}
