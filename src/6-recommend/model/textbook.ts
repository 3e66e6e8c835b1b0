/** All examples of a lesson, put into bins as they are read: by as many threads as there are, and the same whatever their number. */
import { MessageChannel, type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { type Binner, binnerOf, type Limits, limitsOf } from './bins.ts';
import { type Crew, type Door, enter, openDoor, sharedWith, sharedWords, shut } from './crew.ts';
import {
  type ExampleReader,
  exampleReader,
  ExampleRows,
  type Lesson,
  type Schooling,
  schoolingOf,
} from './examples.ts';
import { sharedBytes, sharedFloats } from './shared-values.ts';

/** Examples whose evidence was put into bins. The arrays lie in shared memory. */
export interface Textbook extends Pages {
  readonly count: number;
  readonly limits: Limits;
}

interface Pages {
  /** By example × column. */
  readonly bins: Uint8Array;
  /** 1 bought, 0 not. */
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
  /** 1: kept out of learning, to see when to stop. */
  readonly heldOut: Uint8Array;
}

/** The examples of some pupils. */
interface Portion extends Pages {
  readonly place: number;
}

/** Pupils read at a time. */
const portionSize = 16;
/** About so many examples tell where the bins end. */
const sampleSize = 8000;

/** What threads are told to read examples together. */
export interface ReadingTask {
  readonly lesson: Lesson;
  readonly schooling: Schooling;
  readonly limits: Limits;
  /** Every so many portions one was read before, to find the limits. */
  readonly sampleStep: number;
  /** The first portion nobody has taken on yet. */
  readonly next: Int32Array;
  readonly door: Door;
}

/** Reads the examples with all who help. */
export function textbookOf(given: Lesson, crew: Crew): Textbook {
  const lesson = sharedWith(crew, given);
  const schooling = sharedWith(crew, schoolingOf(lesson));
  const reader = exampleReader(lesson, schooling.discoveryRate);
  const sampleStep = Math.max(1, Math.floor(schooling.expected / sampleSize));
  const sample = sampleOf(reader, schooling, sampleStep);
  const limits = limitsOf(joined(sample), reader.width);
  const task = { lesson, schooling, limits, sampleStep, next: sharedWords(1), door: openDoor(crew) };
  const inboxes = crew.helpers.map((helper) => {
    const { port1, port2 } = new MessageChannel();
    helper.tell({ reading: task, port: port2 }, [port2]);
    return port1;
  });
  const bin = binnerOf(limits);
  const portions = sample.map((rows, at) => portionOf(at * sampleStep, rows, bin));
  readOn(task, reader, (portion) => portions.push(portion));
  shut(task.door);
  for (const inbox of inboxes) portions.push(...received(inbox));
  return bound(portions, limits);
}

/** Helps to read; what was read is sent to the port. */
export function helpToRead(task: ReadingTask, port: MessagePort): void {
  enter(task.door, () => {
    readOn(task, exampleReader(task.lesson, task.schooling.discoveryRate), (portion) => port.postMessage(portion, []));
  });
  port.close();
}

/** By portion looked at: its examples. */
function sampleOf(reader: ExampleReader, schooling: Schooling, step: number): readonly ExampleRows[] {
  return Array.from({ length: Math.ceil(portionCount(schooling) / step) }, (_, at) => {
    const rows = new ExampleRows(reader.width);
    reader.read(pupilsOfPortion(schooling, at * step), rows);
    return rows;
  });
}

function portionCount({ pupils }: Schooling): number {
  return Math.ceil(pupils.length / portionSize);
}

function pupilsOfPortion({ pupils }: Schooling, place: number): Int32Array {
  return pupils.subarray(place * portionSize, (place + 1) * portionSize);
}

function joined(sample: readonly ExampleRows[]): Float32Array {
  const rows = new Float32Array(sample.reduce((sum, { count, width }) => sum + count * width, 0));
  let at = 0;
  for (const one of sample) {
    rows.set(one.rows.subarray(0, one.count * one.width), at);
    at += one.count * one.width;
  }
  return rows;
}

/** Reads portions until all are taken. */
function readOn(task: ReadingTask, reader: ExampleReader, give: (portion: Portion) => void): void {
  const { next, schooling, sampleStep } = task;
  const rows = new ExampleRows(reader.width);
  const bin = binnerOf(task.limits);
  const count = portionCount(schooling);
  for (let place = 0; (place = Atomics.add(next, 0, 1)) < count; ) {
    if (place % sampleStep === 0) continue;
    rows.count = 0;
    reader.read(pupilsOfPortion(schooling, place), rows);
    give(portionOf(place, rows, bin));
  }
}

/** The rows may be used again. */
function portionOf(place: number, { count, width, rows, labels, weights, heldOut }: ExampleRows, bin: Binner): Portion {
  const bins = sharedBytes(count * width);
  bin(rows, count, bins);
  return {
    place,
    bins,
    labels: labels.slice(0, count),
    weights: weights.slice(0, count),
    heldOut: heldOut.slice(0, count),
  };
}

function received(inbox: MessagePort): Portion[] {
  const portions: Portion[] = [];
  for (let sent = receiveMessageOnPort(inbox); sent; sent = receiveMessageOnPort(inbox)) portions.push(sent.message);
  inbox.close();
  return portions;
}

/** All portions in their order, one after the other. */
function bound(portions: readonly Portion[], limits: Limits): Textbook {
  const count = portions.reduce((sum, { labels }) => sum + labels.length, 0);
  const book: Textbook = {
    count,
    limits,
    bins: sharedBytes(count * limits.length),
    labels: sharedBytes(count),
    weights: sharedFloats(count),
    heldOut: sharedBytes(count),
  };
  let start = 0;
  for (const { bins, labels, weights, heldOut } of [...portions].sort((one, other) => one.place - other.place)) {
    book.bins.set(bins, start * limits.length);
    book.labels.set(labels, start);
    book.weights.set(weights, start);
    book.heldOut.set(heldOut, start);
    start += labels.length;
  }
  return book;
}
