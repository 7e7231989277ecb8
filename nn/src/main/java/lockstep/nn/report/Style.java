package lockstep.nn.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// How pages look, light and dark, on paper and on a phone.
public final class Style {

  private static final String RULES = read();

  private Style() {}

  /// {@return the rules, as CSS}
  public static String rules() {
    return RULES;
  }

  private static String read() {
    try (InputStream in = Style.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css: expected it beside this class, found none.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
