package io.verity.audit.report.render.pdf;

import io.verity.audit.report.content.ReportContent;
import io.verity.audit.report.content.ReportDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.GregorianCalendar;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PageMode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;

/**
 * What makes the file PDF/A-3b: metadata, colour profile, attached data. Its dates are the data
 * cut-off and its id comes from the definition, so that the same report is the same file.
 */
final class Archival {

  private static final String ATTACHMENT = "report.json";
  private static final String AUTHOR = "verity-audit";

  private final PdfFile file;
  private final ReportDefinition definition;
  private final String title;
  private final String subject;
  private final Instant dated;

  Archival(PdfFile file, ReportContent content) {
    this.file = file;
    this.definition = content.definition();
    this.title = content.pack().name() + ": " + content.pack().title();
    this.subject = content.pack().subtitle();
    this.dated = definition.dataCutOff().truncatedTo(ChronoUnit.SECONDS);
  }

  void apply(Path json) throws IOException {
    PDDocumentCatalog catalog = file.document().getDocumentCatalog();
    catalog.setLanguage("en");
    catalog.setPageMode(PageMode.USE_OUTLINES);
    PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
    preferences.setDisplayDocTitle(true);
    catalog.setViewerPreferences(preferences);
    information();
    catalog.getCOSObject().setItem(COSName.METADATA, metadata());
    catalog.getCOSObject().setItem(COSName.OUTPUT_INTENTS, outputIntents());
    attach(catalog, json);
    identify();
  }

  private void information() {
    PDDocumentInformation information = file.document().getDocumentInformation();
    information.setTitle(title);
    information.setAuthor(AUTHOR);
    information.setSubject(subject);
    information.setCreator(AUTHOR);
    information.setProducer(AUTHOR + " renderer " + definition.rendererVersion());
    information.setCreationDate(calendar());
    information.setModificationDate(calendar());
  }

  private COSStream metadata() throws IOException {
    Map<String, String> values =
        Map.of(
            "title",
            title,
            "subject",
            subject,
            "author",
            AUTHOR,
            "producer",
            AUTHOR + " renderer " + definition.rendererVersion(),
            "date",
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(dated),
            "id",
            definition.sha256());
    String xmp = new String(resource("metadata.xmp").readAllBytes(), StandardCharsets.UTF_8);
    for (Map.Entry<String, String> value : values.entrySet()) {
      xmp = xmp.replace("{" + value.getKey() + "}", escaped(value.getValue()));
    }
    COSStream stream = file.document().getDocument().createCOSStream();
    try (var out = stream.createRawOutputStream()) {
      out.write(xmp.getBytes(StandardCharsets.UTF_8));
    }
    stream.setItem(COSName.TYPE, COSName.METADATA);
    stream.setItem(COSName.SUBTYPE, COSName.getPDFName("XML"));
    return stream;
  }

  /** Our own profile: that of the JDK is another in each version. */
  private COSArray outputIntents() throws IOException {
    COSStream profile = file.document().getDocument().createCOSStream();
    try (InputStream in = resource("colour/sRGB.icc")) {
      file.fill(profile, in);
    }
    profile.setInt(COSName.N, 3);
    COSDictionary intent = new COSDictionary();
    intent.setItem(COSName.TYPE, COSName.OUTPUT_INTENT);
    intent.setItem(COSName.S, COSName.GTS_PDFA1);
    intent.setString(COSName.OUTPUT_CONDITION_IDENTIFIER, "sRGB IEC61966-2.1");
    intent.setString(COSName.INFO, "sRGB IEC61966-2.1");
    intent.setItem(COSName.DEST_OUTPUT_PROFILE, profile);
    COSArray intents = new COSArray();
    intents.add(intent);
    return intents;
  }

  private void attach(PDDocumentCatalog catalog, Path json) throws IOException {
    PDEmbeddedFile embedded = new PDEmbeddedFile(file.document());
    try (InputStream in = Files.newInputStream(json)) {
      file.fill(embedded.getCOSObject(), in);
    }
    embedded.setSubtype("application/json");
    embedded.setSize((int) Math.min(Integer.MAX_VALUE, Files.size(json)));
    embedded.setCreationDate(calendar());
    embedded.setModDate(calendar());
    PDComplexFileSpecification attachment = new PDComplexFileSpecification();
    attachment.setFile(ATTACHMENT);
    attachment.setFileUnicode(ATTACHMENT);
    attachment.setFileDescription("The report as canonical JSON, described by report.schema.json");
    attachment.setEmbeddedFile(embedded);
    attachment.setEmbeddedFileUnicode(embedded);
    attachment.getCOSObject().setItem("AFRelationship", COSName.getPDFName("Data"));
    PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
    tree.setNames(Map.of(ATTACHMENT, attachment));
    PDDocumentNameDictionary names = new PDDocumentNameDictionary(catalog);
    names.setEmbeddedFiles(tree);
    catalog.setNames(names);
    COSArray associated = new COSArray();
    associated.add(attachment);
    catalog.getCOSObject().setItem("AF", associated);
  }

  private void identify() {
    COSString id = new COSString(HexFormat.of().parseHex(definition.sha256().substring(0, 32)));
    id.setForceHexForm(true);
    COSArray both = new COSArray();
    both.add(id);
    both.add(id);
    file.document().getDocument().getTrailer().setItem(COSName.ID, both);
  }

  private GregorianCalendar calendar() {
    GregorianCalendar calendar =
        new GregorianCalendar(TimeZone.getTimeZone(ZoneOffset.UTC), Locale.ROOT);
    calendar.setTimeInMillis(dated.toEpochMilli());
    return calendar;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static InputStream resource(String name) {
    InputStream in = Archival.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException(name + " is missing from the jar");
    }
    return in;
  }
}
