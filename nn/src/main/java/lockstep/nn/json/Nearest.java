package lockstep.nn.json;

import java.util.Collection;
import java.util.Comparator;

/// The known name that somebody most likely meant.
public final class Nearest {

  private static final int LONGEST = 64;

  private Nearest() {}

  /// {@return a sentence that names the nearest of the known names, empty where none is near}
  public static String hint(String found, Collection<String> known) {
    if (found.length() > LONGEST) {
      return "";
    }
    return known.stream()
        .min(Comparator.<String>comparingInt(name -> edits(found, name)).thenComparing(n -> n))
        .filter(name -> edits(found, name) <= Math.max(2, name.length() / 3))
        .map(name -> " Did you mean `" + name + "`?")
        .orElse("");
  }

  /// Letters to insert, remove or replace, upper and lower case being the same.
  private static int edits(String from, String to) {
    int[] before = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] now = new int[to.length() + 1];
      now[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = before[j - 1] + (same(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1);
        now[j] = Math.min(replaced, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[to.length()];
  }

  private static boolean same(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
