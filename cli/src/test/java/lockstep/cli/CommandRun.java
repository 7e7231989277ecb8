package lockstep.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// A command that was run in this process: arguments in, text and exit code out.
record CommandRun(ExitCode code, String out, String err) {

  static CommandRun of(String... arguments) {
    return run(false, arguments);
  }

  static CommandRun inColour(String... arguments) {
    return run(true, arguments);
  }

  private static CommandRun run(boolean colour, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var terminal = new Terminal(new PrintWriter(out, true), new PrintWriter(err, true), colour);
    ExitCode code = Main.run(terminal, arguments);
    return new CommandRun(code, out.toString(), err.toString());
  }
}
