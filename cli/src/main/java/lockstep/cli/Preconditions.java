package lockstep.cli;

import java.util.function.Supplier;
import lockstep.kernels.VectorModule;
import lockstep.kernels.gemm.Backend;
import lockstep.nn.data.DataException;

/// What must hold before a command can work, said with the exit code of what is at fault.
final class Preconditions {

  private Preconditions() {}

  static void requireVectors() {
    if (!VectorModule.isPresent()) {
      throw new CommandException(
          ExitCode.ENVIRONMENT,
          "The vector module is not in this JVM. Start Java with " + VectorModule.OPTION + ".");
    }
  }

  /// Makes what options spell: what the library refuses, the command line said.
  static <T> T usage(Supplier<T> spelled) {
    try {
      return spelled.get();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  /// The backend of that name, which this machine must have.
  static Backend backend(String name) {
    Backend backend = usage(() -> Backend.of(name));
    try {
      backend.require();
    } catch (IllegalStateException e) {
      throw new CommandException(ExitCode.ENVIRONMENT, String.valueOf(e.getMessage()));
    }
    return backend;
  }

  /// Opens a run or a model: what is wrong with it is the model's fault, not the data's.
  static <T> T model(Supplier<T> opened) {
    try {
      return opened.get();
    } catch (DataException e) {
      throw new CommandException(ExitCode.MODEL, String.valueOf(e.getMessage()));
    }
  }
}
