package io.verity.audit.cli.chaos;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;

/**
 * The outcome of a campaign, as it is printed.
 *
 * @param rounds played; fewer than wanted where the campaign broke off
 * @param faults how often each fault, or pair of faults, was played: as many as rounds
 * @param events sent to Kafka, garbage as well
 * @param unacknowledged of them, those that Kafka never confirmed: they may be there or not
 * @param offsets that Kafka gave out: rows, rejected and holes must add up to them
 * @param lost acknowledged records that are not there, where they were acknowledged
 * @param duplicated rows too many: of the same coordinates, or of the same record
 * @param foreign rows that hold nothing that was sent
 * @param recovered batches whose mark a later start of the job wrote
 * @param verified whether the verification of the trail found nothing
 * @param failure why the campaign broke off, or absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChaosReport(
    int rounds,
    Map<String, Integer> faults,
    long events,
    long unacknowledged,
    long offsets,
    long rows,
    long rejected,
    long holes,
    long lost,
    long duplicated,
    long foreign,
    long batches,
    long recovered,
    int restarts,
    boolean verified,
    long seed,
    double seconds,
    String failure,
    boolean ok) {}
