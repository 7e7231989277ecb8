package lockstep.nn.data.download;

/// Is told how a download goes on.
@FunctionalInterface
public interface Progress {

  /// Says nothing to anybody.
  Progress SILENT = (_, _, _) -> {};

  /// Some more has come.
  ///
  /// @param file its name
  /// @param received bytes that are here, those of an earlier attempt among them
  /// @param bytes all it has
  void received(String file, long received, long bytes);
}
