package io.verity.audit.collect.config;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * XML without its secrets, as a text again: its own names and order are what people look for. One
 * without secrets stays as it is.
 */
final class XmlText {

  private final Redactor redactor;

  private XmlText(Redactor redactor) {
    this.redactor = redactor;
  }

  static String read(String text, Redactor redactor) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      // no DOCTYPE: entities read other files, and grow without bound
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setCoalescing(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      Document document = builder.parse(new InputSource(new StringReader(text)));
      int before = redactor.count();
      new XmlText(redactor).clean(document, false);
      return redactor.count() == before ? text : written(document);
    } catch (SAXException e) {
      throw new IOException("is no XML that can be read (a DOCTYPE is not; format text may be)");
    } catch (ParserConfigurationException | TransformerException e) {
      throw new IllegalStateException("Every JRE reads and writes XML", e);
    }
  }

  private static String written(Document document) throws TransformerException {
    TransformerFactory factory = TransformerFactory.newInstance();
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
    Transformer transformer = factory.newTransformer();
    transformer.setOutputProperty("omit-xml-declaration", "yes");
    StringWriter out = new StringWriter();
    transformer.transform(new DOMSource(document), new StreamResult(out));
    return out.toString();
  }

  private void clean(Node node, boolean secret) {
    boolean below = secret;
    if (node instanceof Element element) {
      below = !SecretNames.isAbout(name(element)) && (secret || isSecret(element));
      attributes(element, below);
    } else if (node.getNodeValue() != null) {
      node.setNodeValue(value(node.getNodeValue(), secret && node.getNodeType() == Node.TEXT_NODE));
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      clean(child, below);
    }
  }

  private void attributes(Element element, boolean secret) {
    NamedNodeMap attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      Node attribute = attributes.item(i);
      String name = attribute.getNodeName();
      boolean names = name.matches("(?i)name|key|id");
      boolean hidden = SecretNames.isSecret(name) || secret && !names && !SecretNames.isAbout(name);
      attribute.setNodeValue(value(attribute.getNodeValue(), hidden));
    }
  }

  private String value(String text, boolean secret) {
    boolean whole = secret && !SecretTexts.isHarmless(text);
    return whole ? redactor.secret(text.strip()) : redactor.text(text);
  }

  /** By its own name, by an attribute that names it, or by the element before it that does. */
  private static boolean isSecret(Element element) {
    if (SecretNames.isSecret(name(element))
        || SecretNames.isSecret(element.getAttribute("name"))
        || SecretNames.isSecret(element.getAttribute("key"))) {
      return true;
    }
    if (!name(element).equalsIgnoreCase("value")) {
      return false;
    }
    for (Node other = element.getParentNode().getFirstChild();
        other != null;
        other = other.getNextSibling()) {
      if (other.getNodeName().matches("(?i)name|key")
          && SecretNames.isSecret(other.getTextContent().strip())) {
        return true;
      }
    }
    return false;
  }

  private static String name(Element element) {
    return element.getTagName().substring(element.getTagName().indexOf(':') + 1);
  }
}
