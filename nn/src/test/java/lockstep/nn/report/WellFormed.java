package lockstep.nn.report;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/// Reads mark-up with the JDK's XML parser, which forgives nothing.
final class WellFormed {

  private WellFormed() {}

  static Element parse(String markup) {
    try {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      return factory
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(markup)))
          .getDocumentElement();
    } catch (IOException | SAXException | ParserConfigurationException e) {
      throw new AssertionError(e.getMessage() + " in " + markup, e);
    }
  }

  static List<Element> all(Element inside, String tag) {
    var found = inside.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength())
        .mapToObj(found::item)
        .map(Element.class::cast)
        .toList();
  }

  static List<String> texts(Element inside, String tag) {
    return all(inside, tag).stream().map(Element::getTextContent).toList();
  }
}
