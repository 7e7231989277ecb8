package lockstep.nn.data.file;

/// Texts of others in messages: on one line, and not the whole of a long one.
public final class Quoted {

  private static final int SHOWN = 40;

  private Quoted() {}

  /// {@return a text in quotes, as a message shows it}
  public static String of(String text) {
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    var safe = new StringBuilder("'");
    shown.chars().forEach(c -> safe.append(Character.isISOControl(c) ? '␣' : (char) c));
    return safe.append('\'').toString();
  }
}
