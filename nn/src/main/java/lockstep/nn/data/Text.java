package lockstep.nn.data;

/// A text.
///
/// @param text its characters
public record Text(String text) implements Item {

  @Override
  public String describe() {
    return "text of " + text.length() + " characters";
  }
}
