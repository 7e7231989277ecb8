package lockstep.nn.data.table;

/// Texts of others in messages: on one line, and not the whole of a long one.
final class Quoted {

  private static final int SHOWN = 40;

  private Quoted() {}

  static String of(String text) {
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    var safe = new StringBuilder("'");
    shown.chars().forEach(c -> safe.append(Character.isISOControl(c) ? '␣' : (char) c));
    return safe.append('\'').toString();
  }
}
