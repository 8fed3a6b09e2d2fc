import { parseSet } from './corpus.js';
import { sourceOf } from './recipe.js';

const groupOf = (file: string): string | null => sourceOf(parseSet(file, 'label\ttext\n')).group;

describe('which sources are left out together', () => {
  it('is told by the folder of a file, wherever the data is kept', () => {
    expect(groupOf('lv/tweets.tsv')).toBe('lv');
    expect(groupOf('detection/train/lv/tweets.tsv')).toBe('lv');
    expect(groupOf('tweets.tsv')).toBe('tweets');
  });

  it('is told by the kind of messages that were written for Earshot', () => {
    expect(groupOf('authored/plain/fi.tsv')).toBe(groupOf('authored/plain/sl.tsv'));
    expect(groupOf('authored/companies/fi.tsv')).not.toBe(groupOf('authored/plain/fi.tsv'));
  });

  it('is told by the name of collections that share writers, and nobody leaves out subtitles', () => {
    expect(groupOf('data/de/xlmt_tweets.train.tsv')).toBe(groupOf('en/tweeteval_sentiment.a.tsv'));
    expect(groupOf('data/fi/xed_subtitles_annotated.tsv')).toBeNull();
  });
});
