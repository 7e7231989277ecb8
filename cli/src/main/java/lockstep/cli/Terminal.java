package lockstep.cli;

import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;

/// The only class that touches the standard streams.
///
/// @param out results: what a pipe or a file wants
/// @param err everything else: errors, warnings, progress
/// @param colour whether results may be coloured
/// @param columns how wide standard error is where it is a terminal that can redraw a line; else 0
/// @param unicode whether both can show more than ASCII
record Terminal(PrintWriter out, PrintWriter err, boolean colour, int columns, boolean unicode) {

  /// Set by the launcher: the descriptor of the true standard error. Descriptor 2 then leads
  /// through a filter that drops the JVM's warning about incubator modules, and what passes it can
  /// arrive after this process has ended.
  private static final String STDERR_PROPERTY = "lockstep.stderr";

  /// Set by the launcher where standard output is a terminal: Java itself cannot tell without
  /// opening a console.
  private static final String TERMINAL_PROPERTY = "lockstep.terminal";

  /// Set by the launcher where standard error is a terminal: how many columns it has.
  private static final String COLUMNS_PROPERTY = "lockstep.columns";

  /// Set by the launcher: how it was called.
  private static final String COMMAND_PROPERTY = "lockstep.command";

  private static final int USUAL_COLUMNS = 80;

  Terminal(PrintWriter out, PrintWriter err, boolean colour) {
    this(out, err, colour, 0, true);
  }

  /// {@return how this program is called, for commands that a person may copy}
  static String command() {
    return Summary.quoted(System.getProperty(COMMAND_PROPERTY, "lockstep"));
  }

  /// {@return the streams of this process}
  static Terminal ofThisProcess() {
    PrintStream err = standardError();
    System.setErr(err);
    // Both streams say dim and bold things: a log of one of them wants no codes.
    boolean colour =
        Boolean.getBoolean(TERMINAL_PROPERTY)
            && Integer.getInteger(COLUMNS_PROPERTY) != null
            && System.getenv("NO_COLOR") == null
            && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(
        writer(new Watched(new FileOutputStream(FileDescriptor.out)), System.out.charset()),
        writer(err, err.charset()),
        colour,
        "dumb".equals(System.getenv("TERM")) ? 0 : columnsOfTerminal(),
        isUnicode(System.out.charset()) && isUnicode(err.charset()));
  }

  private static int columnsOfTerminal() {
    Integer columns = Integer.getInteger(COLUMNS_PROPERTY);
    if (columns == null) {
      return 0;
    }
    // A terminal that does not know how wide it is says 0.
    return columns > 0 ? columns : USUAL_COLUMNS;
  }

  private static boolean isUnicode(Charset charset) {
    return charset.name().startsWith("UTF-");
  }

  String bold(String text) {
    return colour ? "\033[1m" + text + "\033[0m" : text;
  }

  String dim(String text) {
    return colour ? "\033[2m" + text + "\033[0m" : text;
  }

  private static PrintWriter writer(OutputStream stream, Charset charset) {
    var writer = new OutputStreamWriter(stream, charset);
    return new PrintWriter(
        isUnicode(charset)
            ? new BufferedWriter(writer)
            : new PlainWriter(new BufferedWriter(writer)),
        true);
  }

  /// Standard output that says when it is lost: Java's own goes on as if nothing had happened.
  private static final class Watched extends OutputStream {

    private final OutputStream stream;

    Watched(OutputStream stream) {
      this.stream = stream;
    }

    @Override
    public void write(int value) {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      try {
        stream.write(bytes, offset, length);
      } catch (IOException e) {
        throw new LostOutput(e);
      }
    }
  }

  private static PrintStream standardError() {
    String descriptor = System.getProperty(STDERR_PROPERTY);
    if (descriptor == null) {
      return System.err;
    }
    try {
      // Java has no public way to a descriptor that it inherits; opening /dev/fd/3 instead would
      // truncate a file.
      var constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
      constructor.setAccessible(true);
      var inherited = constructor.newInstance(Integer.parseInt(descriptor));
      return new PrintStream(new FileOutputStream(inherited), true, System.err.charset());
    } catch (ReflectiveOperationException | RuntimeException _) {
      // A JDK that no longer allows it: the filtered stream says the same, a moment later.
      return System.err;
    }
  }

  void flush() {
    out.flush();
    err.flush();
  }
}
