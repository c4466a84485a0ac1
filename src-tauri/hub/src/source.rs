//! The bytes of one file: ranges side by side where the hub can do that, one stream where not.

use crate::http::{Ask, Failure, Http};
use crate::ledger::Entry;
use crate::part::{Part, Range};
use crate::patience::Patience;
use attune_engine::error::{Code, Error, Result};
use futures_util::future::try_join_all;
use reqwest::{Response, StatusCode, Url, header};
use std::sync::{Mutex, PoisonError};

/// Where a file comes from.
pub(crate) struct Source<'a> {
    pub http: &'a Http,
    pub entry: &'a Entry,
    /// The file's address on the hub itself.
    pub url: Url,
    pub size: u64,
    pub about: String,
    /// Where the hub sent us: asked again for the next range, until it refuses.
    storage: Mutex<Option<Url>>,
}

enum Trouble {
    Failed(Failure),
    /// It sends the whole file whatever range is asked for.
    NoRanges,
}

impl<T: Into<Failure>> From<T> for Trouble {
    fn from(failure: T) -> Self {
        Self::Failed(failure.into())
    }
}

impl<'a> Source<'a> {
    pub fn new(http: &'a Http, entry: &'a Entry, url: Url, size: u64, about: String) -> Self {
        Self { http, entry, url, size, about, storage: Mutex::new(None) }
    }

    /// Fetches what `part` lacks. `moved` is called whenever bytes have arrived.
    pub async fn fill(&self, part: &Part, moved: &dyn Fn(&Part)) -> Result<()> {
        let workers = (0..self.http.pace().connections.max(1)).map(|_| self.work(part, moved));
        match try_join_all(workers).await {
            Ok(_) => Ok(()),
            Err(Trouble::NoRanges) => self.whole(part, moved).await,
            Err(Trouble::Failed(failure)) => Err(failure.error()),
        }
    }

    /// Takes one chunk after the other.
    async fn work(&self, part: &Part, moved: &dyn Fn(&Part)) -> Result<(), Trouble> {
        let mut patience = Patience::new(self.http.pace());
        while let Some(Range { chunk, .. }) = part.claim() {
            loop {
                let rest = part.rest(chunk);
                if rest.from == rest.to {
                    break;
                }
                match self.range(part, rest, moved).await {
                    Ok(()) => patience.progress(),
                    Err(Trouble::Failed(failure)) => {
                        if part.rest(chunk).from > rest.from {
                            patience.progress();
                        }
                        patience.wait(failure).await?;
                    }
                    Err(no_ranges) => return Err(no_ranges),
                }
            }
        }
        Ok(())
    }

    async fn range(&self, part: &Part, rest: Range, moved: &dyn Fn(&Part)) -> Result<(), Trouble> {
        let all = rest.from == 0 && rest.to == self.size;
        let mut response = self.ask((!all).then_some(rest)).await?;
        match response.status() {
            StatusCode::PARTIAL_CONTENT => self.check_range(&response, rest)?,
            _ if all => self.check_length(&response)?,
            _ => return Err(Trouble::NoRanges),
        }
        while part.rest(rest.chunk).from < rest.to {
            let Some(bytes) = self.http.next(&mut response, &self.about, self.entry).await? else {
                return Err(self.cut().into());
            };
            part.write(rest.chunk, bytes.as_ref())?;
            moved(part);
        }
        Ok(())
    }

    /// The whole file in one piece, from the beginning after every cut.
    async fn whole(&self, part: &Part, moved: &dyn Fn(&Part)) -> Result<()> {
        let mut patience = Patience::new(self.http.pace());
        loop {
            part.restart()?;
            let tried = async {
                let mut response = self.ask(None).await?;
                self.check_length(&response)?;
                while part.done() < self.size {
                    let Some(bytes) =
                        self.http.next(&mut response, &self.about, self.entry).await?
                    else {
                        return Err(self.cut());
                    };
                    part.append(bytes.as_ref())?;
                    moved(part);
                }
                Ok(())
            };
            match tried.await {
                Ok(()) => return Ok(()),
                Err(failure) => patience.wait(failure).await?,
            }
        }
    }

    /// Asks the storage the hub named last, or the hub.
    async fn ask(&self, range: Option<Range>) -> Result<Response, Failure> {
        let storage = || self.storage.lock().unwrap_or_else(PoisonError::into_inner);
        let known = storage().clone();
        let mut ask = Ask::get(known.clone().unwrap_or_else(|| self.url.clone()), &*self.about);
        if let Some(Range { from, to, .. }) = range {
            ask = ask.header(header::RANGE, &format!("bytes={from}-{}", to - 1));
        }
        match self.http.follow(&ask, self.entry).await {
            Ok((response, url)) => {
                *storage() = (url != self.url).then_some(url);
                Ok(response)
            }
            // Such an address is good for a while only: the hub gives a new one.
            Err(Failure::Final(error)) if known.is_some() => {
                *storage() = None;
                Err(Failure::Passing(error, None))
            }
            Err(failure) => Err(failure),
        }
    }

    fn cut(&self) -> Failure {
        let error = Error::new(Code::Network, "The connection broke")
            .at(self.about.clone())
            .advice("Check the network, then try again; what has arrived is kept");
        Failure::Passing(error, None)
    }

    /// 206 must be the very range, of a file of the very size.
    fn check_range(&self, response: &Response, rest: Range) -> Result<()> {
        let text = response.headers().get(header::CONTENT_RANGE).and_then(|v| v.to_str().ok());
        let parsed = text.and_then(|text| {
            let (range, total) = text.strip_prefix("bytes ")?.split_once('/')?;
            let start = range.split_once('-')?.0.parse::<u64>().ok()?;
            Some((start, total.parse::<u64>().ok()))
        });
        match parsed {
            Some((start, total)) if start == rest.from && total.is_none_or(|t| t == self.size) => {
                Ok(())
            }
            _ => Err(self.wrong_length(text.unwrap_or("no range").to_string())),
        }
    }

    fn check_length(&self, response: &Response) -> Result<()> {
        match response.content_length() {
            Some(length) if length != self.size => {
                Err(self.wrong_length(format!("{length} bytes")))
            }
            _ => Ok(()),
        }
    }

    fn wrong_length(&self, found: String) -> Error {
        Error::new(Code::Network, "The hub sends another length than it announced")
            .at(self.about.clone())
            .safe("Nothing of it was kept")
            .advice("Try again later")
            .source(format!("{} bytes announced, {found} sent", self.size))
    }
}
