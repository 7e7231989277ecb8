package lockstep.nn.project;

import java.nio.file.Path;
import java.util.List;
import lockstep.nn.data.DataException;
import lockstep.nn.data.Dataset;
import lockstep.nn.data.Fingerprint;
import lockstep.nn.data.Row;
import lockstep.nn.data.Sample;
import lockstep.nn.json.Json;

/// What data was like when a run began: data that changed since then is other data under the same
/// name.
///
/// The samples looked at are spread over all parts, so that lines added, removed or moved are
/// noticed; a single value that changed may not be.
final class DataMark {

  static final String FILE = "data.json";

  private static final String MARK = "mark";
  private static final int LOOKED_AT = 60;

  private DataMark() {}

  static Json.Fields of(Source source) {
    return Json.object()
        .with("train", source.train().size())
        .with("validation", source.validation().size())
        .with("test", source.test().size())
        .with(MARK, mark(source));
  }

  private static String mark(Source source) {
    var all = new StringBuilder();
    for (Dataset part : new Dataset[] {source.train(), source.validation(), source.test()}) {
      Dataset some = Preparations.some(part, LOOKED_AT);
      for (int i = 0; i < some.size(); i++) {
        Sample sample = some.get(i);
        all.append(Fingerprint.of(sample.input())).append(Fingerprint.of(sample.target()));
      }
    }
    Fingerprint whole = Fingerprint.of(new Row(List.of(all.toString())));
    return Long.toHexString(whole.high()) + Long.toHexString(whole.low());
  }

  /// {@return whether data is as it was}
  ///
  /// @param before what was written when the run began
  static boolean isSame(Json before, Source now) {
    return before.equals(of(now));
  }

  static DataException changed(Path run, Source now) {
    return new DataException(
        now.purpose().data().data(),
        "expected the data that "
            + run
            + " began with, found that it changed since. Put it back as it was, or train anew.");
  }
}
