package lockstep.nn.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a component of a record is in JSON that does not have it, as files that are older than the
/// component do not.
///
/// {@snippet :
/// record Limits(int threads, @WhenAbsent("\"SIMD\"") Backend backend) {}
/// }
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface WhenAbsent {

  /// {@return it as JSON}
  String value();
}
