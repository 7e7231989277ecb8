/// Public data sets, fetched once and kept: checked, resumed where they broke off, never half
/// there.
///
/// ```java
/// Path folder = Download.fetch(Published.mnist());
/// ```
@NullMarked
package lockstep.nn.data.download;

import org.jspecify.annotations.NullMarked;
