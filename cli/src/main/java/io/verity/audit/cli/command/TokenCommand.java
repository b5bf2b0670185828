package io.verity.audit.cli.command;

import io.verity.audit.cli.CliException;
import io.verity.audit.cli.access.ControlServers;
import io.verity.audit.control.auth.LocalIssuer;
import io.verity.audit.control.auth.Role;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code ./verity token}: a bearer token for the API of the stack in the work folder. */
@Command(
    name = "token",
    description = {
      "Prints a bearer token for the API of the local stack, and nothing else. The key that signs it"
          + " is in DIR/issuer; a stack elsewhere, or an API with an issuer of its own, does not take"
          + " it.",
      "Roles: requester asks for reports and reads their own; auditor reads everything and writes"
          + " nothing; collector, hold_officer, admin."
    })
public final class TokenCommand extends BaseCommand {

  private static final Duration MAX_TTL = Duration.ofDays(7);

  @Option(
      names = "--role",
      required = true,
      split = ",",
      paramLabel = "ROLE",
      description = "What the bearer may do: ${COMPLETION-CANDIDATES}; several comma-separated.",
      completionCandidates = RoleNames.class,
      converter = RoleName.class)
  private List<Role> roles;

  @Option(
      names = "--subject",
      paramLabel = "NAME",
      description = "Who the bearer is, as the access log will say; default: the role.")
  private String subject;

  @Option(
      names = "--ttl-minutes",
      paramLabel = "N",
      defaultValue = "720",
      description = "How long it is valid; default: ${DEFAULT-VALUE}.")
  private long minutes;

  /** The names of roles as tokens have them. */
  static final class RoleNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(Role.values()).map(Role::claim).iterator();
    }
  }

  /** A role as tokens have it. */
  static final class RoleName implements ITypeConverter<Role> {
    @Override
    public Role convert(String name) {
      return Role.of(name.strip())
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "\""
                          + name
                          + "\" is no role; there are "
                          + String.join(", ", new RoleNames())));
    }
  }

  record Result(String token, String subject, List<String> roles) {}

  @Override
  public Integer call() {
    Duration ttl = Duration.ofMinutes(minutes);
    if (minutes < 1 || ttl.compareTo(MAX_TTL) > 0) {
      throw new CliException("--ttl-minutes is from 1 to " + MAX_TTL.toMinutes());
    }
    Set<Role> wanted = EnumSet.copyOf(roles);
    String who = subject == null || subject.isBlank() ? wanted.iterator().next().claim() : subject;
    String token = LocalIssuer.in(ControlServers.issuerFolder(work())).token(who, wanted, ttl);
    print(new Result(token, who, wanted.stream().map(Role::claim).toList()), token);
    return 0;
  }
}
